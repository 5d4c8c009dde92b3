// A secret is found in whatever form a protocol gives it, and nothing else is touched.
import { expect, test } from 'vitest'
import { openSecretHider, passwordsIn } from '../../src/core/hide-secrets.ts'

const SECRET = 'geheim/7391+x'
const hide = openSecretHider([SECRET, 'kurz'])

test('hides a secret as it stands, within an address, and within Base64 wherever it begins', () => {
  for (const before of ['', 'a', 'ab', 'abc', '\0faq\0']) {
    const carried = Buffer.from(`${before}${SECRET}`).toString('base64')
    expect(hide(`AUTH PLAIN ${carried}`)).not.toContain(Buffer.from(SECRET).toString('base64').slice(4, -4))
    expect(hide(`AUTH PLAIN ${carried}`)).toContain('***')
  }
  expect(hide(`?key=${encodeURIComponent(SECRET)}&a=${SECRET}`)).toBe('?key=***&a=***')
})

test('leaves everything else as it is, short words among it', () => {
  expect(hide('kurz und gut')).toBe('kurz und gut')
})

test('finds the password of an address, and none where there is none', () => {
  expect(passwordsIn('smtp://faq:p%40ss@mail.example')).toEqual(['p%40ss', 'p@ss'])
  expect(passwordsIn('smtp://mail.example')).toEqual([])
  expect(passwordsIn(null)).toEqual([])
})
