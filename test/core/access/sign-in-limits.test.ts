import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SIGN_IN_LIMITS, secondsToWait } from '../../../src/core/access/sign-in-limits.ts'

const NOW = Date.parse('2026-11-30T00:00:00Z')
const ago = (...seconds: readonly number[]) => seconds.map(each => NOW - each * 1000)
const times = (count: number, seconds: number) => ago(...Array<number>(count).fill(seconds))
const wait = (ofLogin: readonly number[], fromAddress: readonly number[] = []) =>
  secondsToWait({ ofLogin, fromAddress }, NOW, SIGN_IN_LIMITS)

describe('the limits on guessing', () => {
  test('take ten failures of a login and fifty of an address, and no more', () => {
    expect(wait(times(9, 60))).toBeNull()
    expect(wait(times(10, 60))).toBe(15 * 60 - 60)
    expect(wait([], times(49, 60))).toBeNull()
    expect(wait([], times(50, 60))).toBe(15 * 60 - 60)
  })

  test('wait until the failure that was one too many is a quarter of an hour old', () => {
    const failures = ago(1, 2, 3, 4, 5, 6, 7, 8, 9, 800)
    expect(wait(failures)).toBe(100)
    expect(wait(times(10, 60), times(50, 600))).toBe(15 * 60 - 60) // the longer of both
  })

  test('never lock for longer than the window', () => {
    const failures = fc
      .array(fc.integer({ min: 0, max: 900 }), { maxLength: 80 })
      .map(all => ago(...all.toSorted((a, b) => a - b)))
    fc.assert(
      fc.property(failures, failures, (ofLogin, fromAddress) => {
        const seconds = wait(ofLogin, fromAddress)
        expect(seconds ?? 1).toBeGreaterThanOrEqual(1)
        expect(seconds ?? 0).toBeLessThanOrEqual(900)
        expect(seconds === null).toBe(ofLogin.length < 10 && fromAddress.length < 50)
      }),
    )
  })
})
