// Two runs over the same questions: the difference, its certainty, and the questions that made it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareRankings, compareRuns, isLoss } from '../../../src/core/evaluation/compare.ts'
import { RANKING_MEASURES } from '../../../src/core/evaluation/measures.ts'
import { summarise } from '../../../src/core/evaluation/summarise.ts'
import { evaluation, query, run } from './evaluation-builders.ts'

describe('compareRuns', () => {
  const queries = [query('up', { a: 2 }), query('down', { a: 2 }), query('same', { a: 2 }), query('none', {})]
  const before = [run('up', ['x', 'a']), run('down', ['a']), run('same', ['a', 'x']), run('none', ['x'])]
  const after = [
    run('up', ['a'], { outcome: 'answered', confidence: 0.9 }),
    run('down', ['x', 'y', 'z']),
    run('same', ['a', 'y']),
    run('none', [], { outcome: 'unanswered', confidence: 0 }),
  ]

  test('tells who won, question by question, the largest change first', () => {
    const { better, worse, same, changes } = compareRuns(queries, before, after)
    expect({ better, worse, same }).toEqual({ better: 1, worse: 1, same: 1 })
    expect(changes.map(({ id }) => id)).toEqual(['down', 'up'])
    expect(changes[0]).toMatchObject({ rank: { before: 1, after: null }, ndcg10: { before: 1, after: 0 } })
    expect(changes[1]).toMatchObject({
      text: 'up',
      rank: { before: 2, after: 1 },
      outcome: { before: 'candidates', after: 'answered' },
    })
  })

  test('takes differences as after less before, the mean squared error over all questions', () => {
    const { ranking, brier } = compareRuns(queries, before, after)
    expect(ranking.mrr.before).toBeCloseTo((1 / 2 + 1 + 1) / 3, 12)
    expect(ranking.mrr.after).toBeCloseTo(2 / 3, 12)
    expect(ranking.mrr.difference).toBeCloseTo((1 / 2 - 1) / 3, 12)
    // Before: .25 each. After: (.9 − 1)², (.5 − 0)², (.5 − 1)² and 0².
    expect(brier.before).toBeCloseTo(0.25, 12)
    expect(brier.after).toBeCloseTo((0.01 + 0.25 + 0.25 + 0) / 4, 12)
  })

  test('finds no difference between a run and itself', () => {
    fc.assert(
      fc.property(evaluation(), ({ queries: some, runs }) => {
        const comparison = compareRuns(some, runs, runs)
        for (const difference of [...Object.values(comparison.ranking), comparison.brier]) {
          expect(difference).toMatchObject({ difference: 0, p: 1 })
          expect([null, { low: 0, high: 0 }]).toContainEqual(difference.interval)
        }
        expect(comparison).toMatchObject({ better: 0, worse: 0, changes: [] })
        expect(isLoss(comparison.ranking)).toBe(false)
      }),
      { numRuns: 20 },
    )
  })

  test('says the opposite when the runs change places, and agrees with what each is by itself', () => {
    const two = fc.tuple(evaluation({ minLength: 6, maxLength: 6 }), evaluation({ minLength: 6, maxLength: 6 }))
    fc.assert(
      fc.property(two, ([{ queries: some, runs }, { runs: others }]) => {
        const [there, back] = [compareRuns(some, runs, others), compareRuns(some, others, runs)]
        expect([back.better, back.worse, back.same]).toEqual([there.worse, there.better, there.same])
        for (const measure of RANKING_MEASURES) {
          expect(back.ranking[measure].difference).toBeCloseTo(-there.ranking[measure].difference, 12)
          expect(back.ranking[measure].p).toBe(there.ranking[measure].p)
          expect(there.ranking[measure].before).toBe(summarise(some, runs)[measure])
          expect(there.ranking[measure].after).toBe(summarise(some, others)[measure])
        }
        expect(isLoss(there.ranking) && isLoss(back.ranking)).toBe(false)
      }),
      { numRuns: 20 },
    )
  })

  test('is surer of the same gain over more questions', () => {
    const gain = (count: number) => {
      const many = Array.from({ length: count }, (_, i) => query(`q${i}`, { a: 2 }))
      const worse = many.map(({ id }) => run(id, ['x', 'a']))
      return compareRankings(
        many,
        worse,
        many.map(({ id }) => run(id, ['a'])),
      ).mrr
    }
    expect(gain(3)).toMatchObject({ difference: 0.5, p: 0.25 })
    expect(gain(40).p).toBeLessThan(0.001)
  })
})

describe('isLoss', () => {
  test('is a lower nDCG@10, however little, and nothing else', () => {
    const queries = Array.from({ length: 500 }, (_, i) => query(`q${i}`, { a: 2 }))
    const perfect = queries.map(({ id }) => run(id, ['a']))
    const oneWorse = perfect.map((one, i) => (i === 7 ? run(one.id, ['x', 'a']) : one))
    expect(isLoss(compareRankings(queries, perfect, oneWorse))).toBe(true)
    expect(isLoss(compareRankings(queries, oneWorse, perfect))).toBe(false)
  })
})
