// The confidences against what came true: reliability, the parts of the Brier score, risk against coverage.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calibration, calibrate } from '../../../src/core/evaluation/calibration.ts'
import type { EvaluationQuery, EvaluationRun } from '../../../src/core/evaluation/measures.ts'
import { evaluation, query, run, shuffled } from './evaluation-builders.ts'

/** Questions by confidence and whether the first entry is right. */
function judged(...pairs: readonly (readonly [confidence: number, right: boolean])[]): Calibration {
  const queries = pairs.map((_, i) => query(`q${i}`, { a: 2 }))
  return calibrated(
    queries,
    pairs.map(([confidence, right], i) => run(`q${i}`, [right ? 'a' : 'x'], { confidence })),
  )
}

function calibrated(queries: readonly EvaluationQuery[], runs: readonly EvaluationRun[]): Calibration {
  const calibration = calibrate(queries, runs)
  if (calibration === null) throw new RangeError('expected questions, got none')
  return calibration
}

describe('calibrate', () => {
  test('puts confidences into ten bins, each with its lower bound, and 1 into the last', () => {
    const { bins } = judged([0, false], [0.1, false], [0.19, true], [0.95, true], [1, true])
    expect(bins.map(({ count }) => count)).toEqual([1, 2, 0, 0, 0, 0, 0, 0, 0, 2])
    expect(bins[1]).toMatchObject({ from: 0.1, to: 0.2, right: 0.5 })
    expect(bins[1]?.confidence).toBeCloseTo(0.145, 12)
    expect(bins[2]).toMatchObject({ confidence: null, right: null })
  })

  test('computes Brier score and expected error as on paper', () => {
    // Two bins: .2 twice, never right; .8 four times, right three times. Right overall: ½.
    const calibration = judged([0.2, false], [0.2, false], [0.8, true], [0.8, true], [0.8, true], [0.8, false])
    expect(calibration.brier).toBeCloseTo((2 * 0.04 + 3 * 0.04 + 0.64) / 6, 12)
    expect(calibration.reliability).toBeCloseTo((2 * 0.2 ** 2 + 4 * 0.05 ** 2) / 6, 12)
    expect(calibration.resolution).toBeCloseTo((2 * 0.5 ** 2 + 4 * 0.25 ** 2) / 6, 12)
    expect(calibration.uncertainty).toBeCloseTo(0.25, 12)
    expect(calibration.withinBins).toBeCloseTo(0, 12)
    expect(calibration.ece).toBeCloseTo((2 * 0.2 + 4 * 0.05) / 6, 12)
    expect(calibration.eceAdaptive).toBeCloseTo(calibration.ece, 12)
  })

  test('counts as right a relevant entry in first place, and nothing where no entry answers', () => {
    const queries = [query('p', { a: 1 }), query('q', { a: 2 }), query('r', {}), query('s', {})]
    const runs = [
      run('p', ['a'], { confidence: 1, outcome: 'answered' }),
      run('q', ['x', 'a'], { confidence: 0, outcome: 'unanswered' }),
      run('r', ['a'], { confidence: 0, outcome: 'candidates' }),
      run('s', ['a'], { confidence: 0, outcome: 'answered' }),
    ]
    expect(calibrate(queries, runs)).toMatchObject({ brier: 0, answerableShown: 1 / 2, unanswerableNotAnswered: 1 / 2 })
  })

  test('has nothing to say without questions, nor of kinds that are not there', () => {
    expect(calibrate([], [])).toBeNull()
    expect(judged([0.5, true]).unanswerableNotAnswered).toBeNull()
    expect(calibrate([query('q', {})], [run('q', [])])).toMatchObject({ answerableShown: null })
  })

  test('adds the parts up to the Brier score, each part where it can lie', () => {
    fc.assert(
      fc.property(evaluation({ minLength: 1 }), ({ queries, runs }) => {
        const { brier, reliability, resolution, uncertainty, withinBins } = calibrated(queries, runs)
        expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brier, 12)
        expect(Math.min(brier, reliability, resolution)).toBeGreaterThanOrEqual(0)
        expect(brier).toBeLessThanOrEqual(1)
        expect(resolution).toBeLessThanOrEqual(uncertainty + 1e-12)
        expect(uncertainty).toBeLessThanOrEqual(0.25)
      }),
    )
  })

  test('puts every question into one bin of either kind, bounds around the means, and sees no order', () => {
    fc.assert(
      fc.property(evaluation({ minLength: 1 }), shuffled, ({ queries, runs }, shuffle) => {
        const calibration = calibrated(queries, runs)
        for (const bins of [calibration.bins, calibration.adaptiveBins]) {
          expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(queries.length)
          expect(bins.length).toBeLessThanOrEqual(10)
          for (const { from, to, confidence } of bins) {
            expect(confidence ?? from).toBeGreaterThanOrEqual(from - 1e-12)
            expect(confidence ?? to).toBeLessThanOrEqual(to + 1e-12)
          }
        }
        expect(calibrate(shuffle(queries), shuffle(runs))).toEqual(calibration)
      }),
      { numRuns: 50 },
    )
  })

  test('makes the adaptive bins of about equally many, and parts no equal confidences', () => {
    const spread = judged(...Array.from({ length: 50 }, (_, i) => [i / 50, true] as const))
    expect(spread.adaptiveBins.map(({ count }) => count)).toEqual(Array.from({ length: 10 }, () => 5))
    const alike = judged(...Array.from({ length: 50 }, (_, i) => [0.6, i % 5 > 0] as const))
    expect(alike.adaptiveBins).toHaveLength(1)
    expect(alike.adaptiveBins[0]).toMatchObject({ from: 0.6, to: 0.6, count: 50, right: 0.8 })
  })
})

describe('riskCoverage', () => {
  test('is the curve that a hand draws', () => {
    // Surest first: right, wrong, right. Shares wrong of the first 1, 2, 3: 0, 1/2, 1/3.
    const { points, aurc, aurcLeast } = judged([0.9, true], [0.8, false], [0.7, true]).riskCoverage
    expect(points).toEqual([
      { confidence: 0.9, coverage: 1 / 3, right: 1 },
      { confidence: 0.8, coverage: 2 / 3, right: 1 / 2 },
      { confidence: 0.7, coverage: 1, right: 1 - 1 / 3 },
    ])
    expect(aurc).toBeCloseTo((0 + 1 / 2 + 1 / 3) / 3, 12)
    expect(aurcLeast).toBeCloseTo((0 + 0 + 1 / 3) / 3, 12)
  })

  test('takes equal confidences together, whatever came true first', () => {
    const { points, aurc } = judged([0.5, true], [0.5, false]).riskCoverage
    expect(points).toEqual([{ confidence: 0.5, coverage: 1, right: 0.5 }])
    // Either order is as good: after one, half a wrong one is to be expected; after two, one.
    expect(aurc).toBeCloseTo((1 / 2 + 1 / 2) / 2, 12)
  })

  test('tells how much could be answered at 92 and 95 % right, and from which confidence', () => {
    // 19 right, then 1 wrong (95 %), then 3 right and 1 wrong (22 of 24: 91.7 %).
    const { coverageAt } = judged(
      ...Array.from({ length: 19 }, (_, i) => [0.99 - i / 100, true] as const),
      [0.6, false],
      ...Array.from({ length: 3 }, (_, i) => [0.5 - i / 100, true] as const),
      [0.3, false],
    ).riskCoverage
    expect(coverageAt).toEqual([
      { right: 0.92, coverage: 23 / 24, confidence: 0.48 },
      { right: 0.95, coverage: 23 / 24, confidence: 0.48 },
    ])
    expect(judged([0.9, false], [0.8, true]).riskCoverage.coverageAt).toEqual([
      { right: 0.92, coverage: 0, confidence: null },
      { right: 0.95, coverage: 0, confidence: null },
    ])
  })

  test('lies between the least and the most that the ranking allows', () => {
    fc.assert(
      fc.property(evaluation({ minLength: 1 }), ({ queries, runs }) => {
        const { points, aurc, aurcLeast } = calibrated(queries, runs).riskCoverage
        expect(aurcLeast).toBeGreaterThanOrEqual(0)
        expect(aurc).toBeGreaterThanOrEqual(aurcLeast - 1e-12)
        expect(aurc).toBeLessThanOrEqual(1 + 1e-12)
        expect(points.at(-1)?.coverage).toBe(1)
        expect(points.map(point => point.coverage)).toEqual(
          points.map(point => point.coverage).toSorted((a, b) => a - b),
        )
      }),
    )
  })
})
