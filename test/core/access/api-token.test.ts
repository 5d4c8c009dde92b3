import { describe, expect, test } from 'vitest'
import { lastExpiryDay, readExpiry, stateOf } from '../../../src/core/access/api-token.ts'

describe('the end of a token', () => {
  test('is the end of a day in Japan, from today to two years later', () => {
    expect(readExpiry('2026-11-30', '2026-11-30')).toEqual(new Date('2026-11-30T15:00:00Z'))
    expect(readExpiry('2028-11-30', '2026-11-30')).toEqual(new Date('2028-11-30T15:00:00Z'))
    for (const refused of ['2026-11-29', '2028-12-01', '2027-02-29', '', 'never', '2027-1-1']) {
      expect(readExpiry(refused, '2026-11-30'), refused).toBeNull()
    }
  })

  test('of a token made on 29 February is in February too', () => {
    expect(lastExpiryDay('2028-02-29')).toBe('2030-02-28')
    expect(lastExpiryDay('2026-02-28')).toBe('2028-02-28')
  })

  test('is sharp', () => {
    const expiresAt = new Date('2026-11-30T15:00:00Z')
    expect(stateOf({ expiresAt, revokedAt: null }, new Date('2026-11-30T14:59:59.999Z'))).toBe('valid')
    expect(stateOf({ expiresAt, revokedAt: null }, expiresAt)).toBe('expired')
    expect(stateOf({ expiresAt, revokedAt: expiresAt }, new Date(0))).toBe('revoked')
  })
})
