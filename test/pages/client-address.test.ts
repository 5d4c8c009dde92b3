import { expect, test } from 'vitest'
import { clientAddress, networkOf } from '../../src/pages/client-address.ts'

test.for([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
] as const)('%s counts as %s', ([address, expected]) => {
  expect(networkOf(address)).toBe(expected)
})

test('a request without an address counts as one', () => {
  expect(clientAddress({ ip: undefined })).toBe('')
})
