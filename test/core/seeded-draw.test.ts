// The parts of an evaluation that rest on seeded chance: intervals and the test of a difference.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrapInterval } from '../../src/core/evaluation/bootstrap.ts'
import { signFlipP } from '../../src/core/evaluation/sign-flip.ts'
import { seededDraw } from '../../src/core/seeded-draw.ts'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })

describe('seededDraw', () => {
  test('gives the same draws for the same seed, others for another, all from 0 to below 1', () => {
    const draws = (seed: number) => Array.from({ length: 1_000 }, seededDraw(seed))
    expect(draws(7)).toEqual(draws(7))
    expect(draws(7)).not.toEqual(draws(8))
    expect(Math.min(...draws(7))).toBeGreaterThanOrEqual(0)
    expect(Math.max(...draws(7))).toBeLessThan(1)
    expect(mean(draws(7))).toBeCloseTo(0.5, 1)
  })
})

describe('bootstrapInterval', () => {
  test('is the interval that theory gives for a share', () => {
    // 200 questions, half of them right: standard error √(.25 / 200) = .0354, so ± 1.96 × .0354 = .0693.
    const halves = Array.from({ length: 200 }, (_, i) => i % 2)
    const interval = bootstrapInterval(halves, mean)
    expect(interval?.low).toBeCloseTo(0.5 - 0.0693, 2)
    expect(interval?.high).toBeCloseTo(0.5 + 0.0693, 2)
  })

  test('holds the figure itself and stays within the values, and is the same each time', () => {
    fc.assert(
      fc.property(shares, values => {
        const interval = bootstrapInterval(values, mean)
        expect(interval?.low).toBeLessThanOrEqual(mean(values) + 1e-12)
        expect(interval?.high).toBeGreaterThanOrEqual(mean(values) - 1e-12)
        expect(interval?.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
        expect(interval?.high).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
        expect(bootstrapInterval(values, mean)).toEqual(interval)
      }),
      { numRuns: 50 },
    )
  })

  test('is a point where all values are one, and nothing without values', () => {
    expect(bootstrapInterval([0.25, 0.25, 0.25], mean)).toEqual({ low: 0.25, high: 0.25 })
    expect(bootstrapInterval([], mean)).toBeNull()
    expect(bootstrapInterval([1, 2], () => null)).toBeNull()
  })

  test('leaves out resamples that have no value', () => {
    const shareOfSecond = (drawn: readonly number[]) => (drawn.includes(2) ? 1 : null)
    expect(bootstrapInterval([1, 2], shareOfSecond)).toEqual({ low: 1, high: 1 })
  })
})

describe('signFlipP', () => {
  test('counts the ways of signing few differences, as on paper', () => {
    // Three equal gains: of the 8 ways to sign them, +++ and −−− lie as far out.
    expect(signFlipP([0.2, 0.2, 0.2])).toBe(2 / 8)
    // .4 + .1 − .1: as far from 0 as .4 are all but those with both small ones against the large one.
    expect(signFlipP([0.4, 0.1, -0.1])).toBe(6 / 8)
    expect(signFlipP([1])).toBe(1)
  })

  test('is 1 where nothing differs, and takes no notice of questions that do not', () => {
    expect(signFlipP([])).toBe(1)
    expect(signFlipP([0, 0, 0])).toBe(1)
    expect(signFlipP([0.2, 0, 0.2, 0, 0.2])).toBe(2 / 8)
  })

  test('draws for many differences about what counting gives', () => {
    // 20 gains and 5 losses of one size: P(|X − 12.5| ≥ 7.5) of a binomial(25, ½) is 2 × 68,406 / 2²⁵ = .00408.
    const differences = Array.from({ length: 25 }, (_, i) => (i < 20 ? 0.1 : -0.1))
    expect(signFlipP(differences)).toBeGreaterThan(0.0025)
    expect(signFlipP(differences)).toBeLessThan(0.006)
  })

  test('is never 0, and does not mind which run came first', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 16 }), differences => {
        const p = signFlipP(differences)
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(signFlipP(differences.map(difference => -difference))).toBe(p)
      }),
      { numRuns: 50 },
    )
    expect(signFlipP(Array.from({ length: 100 }, () => 1))).toBeCloseTo(1 / 10_001, 12)
  })
})
