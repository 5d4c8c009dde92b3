import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RANKING_MEASURES } from '../../../src/core/evaluation/measures.ts'
import { summarise, summaryIntervals } from '../../../src/core/evaluation/summarise.ts'
import { evaluation, query, run, shuffled } from './evaluation-builders.ts'

/** `count` ids that nobody asked for. */
const others = (count: number) => Array.from({ length: count }, (_, i) => `other-${i}`)

describe('summarise', () => {
  test('measures one ranking as on paper', () => {
    // Grades by rank: 0, 2, 0, 1. DCG = (2² − 1) / log₂ 3 + (2¹ − 1) / log₂ 5; ideal = 3 / log₂ 2 + 1 / log₂ 3 (+ 1 / log₂ 4).
    const summary = summarise([query('q', { b: 1, a: 2, c: 1 })], [run('q', ['x', 'a', 'y', 'b'])])
    const gained = 3 / Math.log2(3) + 1 / Math.log2(5)
    const ideal = 3 + 1 / Math.log2(3) + 1 / 2
    expect(summary.ndcg10).toBeCloseTo(gained / ideal, 12)
    expect(summary.ndcg10).toBeCloseTo(0.5625, 4)
    expect(summary).toMatchObject({ s1: 0, s5: 1, mrr: 1 / 2, answerable: 1, unanswerable: 0 })
    expect(summary.recall10).toBeCloseTo(2 / 3, 12)
  })

  test('is one throughout for a perfect ranking', () => {
    expect(summarise([query('q', { a: 2, b: 1 })], [run('q', ['a', 'b', 'x'])])).toMatchObject({
      s1: 1,
      s5: 1,
      mrr: 1,
      ndcg10: 1,
      recall10: 1,
    })
  })

  test('takes the mean over questions, matched by id whatever their order', () => {
    const queries = [query('p', { a: 2 }), query('q', { a: 2 })]
    const summary = summarise(queries, [run('q', ['x', 'y', 'z', 'a']), run('p', ['a'])])
    expect(summary).toMatchObject({ s1: 0.5, s5: 1, mrr: (1 + 1 / 4) / 2, recall10: 1 })
    expect(summary.ndcg10).toBeCloseTo((1 + 1 / Math.log2(5)) / 2, 12)
  })

  test.each([
    [5, { s5: 1, mrr: 1 / 5 }],
    [6, { s5: 0, mrr: 1 / 6 }],
  ])('counts rank %i within or beyond the first five', (rank, expected) => {
    expect(summarise([query('q', { a: 2 })], [run('q', [...others(rank - 1), 'a'])])).toMatchObject(expected)
  })

  test('counts rank 10 for gain and recall, and rank 11 not', () => {
    const at = (rank: number) => summarise([query('q', { a: 2 })], [run('q', [...others(rank - 1), 'a'])])
    expect(at(10).recall10).toBe(1)
    expect(at(10).ndcg10).toBeCloseTo(1 / Math.log2(11), 12)
    expect(at(11)).toMatchObject({ recall10: 0, ndcg10: 0, mrr: 1 / 11 })
  })

  test('is zero where nothing relevant was found, or nothing at all', () => {
    const zero = { s1: 0, s5: 0, mrr: 0, ndcg10: 0, recall10: 0 }
    expect(summarise([query('q', { a: 2 })], [run('q', ['x', 'y'])])).toMatchObject(zero)
    expect(summarise([query('q', { a: 2 })], [run('q', [])])).toMatchObject(zero)
    expect(summarise([], [])).toMatchObject({ ...zero, answerable: 0, unanswerable: 0, answeredRight: null })
  })

  test('measures the ranking on questions that some entry answers, and the judgement on both kinds', () => {
    const summary = summarise(
      [query('p', { a: 2 }), query('q', { a: 1 }), query('r', {}), query('s', {}), query('t', {})],
      [
        run('p', ['a'], { outcome: 'answered' }),
        run('q', ['x'], { outcome: 'answered' }),
        run('r', ['x'], { outcome: 'answered' }),
        run('s', ['x'], { outcome: 'candidates' }),
        run('t', [], { outcome: 'unanswered' }),
      ],
    )
    expect(summary).toMatchObject({ answerable: 2, unanswerable: 3, s1: 0.5 })
    expect(summary.ofAnswerable).toEqual({ answered: 2, candidates: 0, unanswered: 0 })
    expect(summary.ofUnanswerable).toEqual({ answered: 1, candidates: 1, unanswered: 1 })
    expect(summary.answeredRight).toBeCloseTo(1 / 3, 12)
  })

  test('has no share of right answers where none was given', () => {
    expect(summarise([query('q', { a: 2 })], [run('q', ['a'])]).answeredRight).toBeNull()
  })

  test('takes a question whose grades are all 0 for one that no entry answers', () => {
    expect(summarise([query('q', { a: 0 })], [run('q', ['a'])])).toMatchObject({ answerable: 0, unanswerable: 1 })
  })

  test('keeps every measure within 0 and 1, and the order of questions and runs without effect', () => {
    fc.assert(
      fc.property(evaluation(), shuffled, ({ queries, runs }, shuffle) => {
        const summary = summarise(queries, runs)
        for (const measure of RANKING_MEASURES) {
          expect(summary[measure]).toBeGreaterThanOrEqual(0)
          expect(summary[measure]).toBeLessThanOrEqual(1)
        }
        expect(summarise(shuffle(queries), shuffle(runs))).toEqual(summary)
      }),
    )
  })

  test('gives no ranking more than the one in the order of the grades', () => {
    fc.assert(
      fc.property(evaluation(), ({ queries, runs }) => {
        const ideal = queries.map(({ id, relevant }) => {
          const byGrade = Object.entries(relevant).sort(([, a], [, b]) => b - a)
          return run(
            id,
            byGrade.map(([entryId]) => entryId),
          )
        })
        const [best, given] = [summarise(queries, ideal), summarise(queries, runs)]
        expect(best.ndcg10).toBeCloseTo(best.answerable === 0 ? 0 : 1, 12)
        for (const measure of RANKING_MEASURES) expect(given[measure]).toBeLessThanOrEqual(best[measure] + 1e-12)
      }),
    )
  })

  test('refuses a question without its run', () => {
    expect(() => summarise([query('q', {})], [run('p', [])])).toThrow(RangeError)
  })
})

describe('summaryIntervals', () => {
  test('hold the figures they are of, whatever the order of the questions', () => {
    fc.assert(
      fc.property(evaluation(), shuffled, ({ queries, runs }, shuffle) => {
        const [summary, intervals] = [summarise(queries, runs), summaryIntervals(queries, runs)]
        for (const measure of RANKING_MEASURES) {
          if (summary.answerable === 0) expect(intervals[measure]).toBeNull()
          else expectWithin(summary[measure], intervals[measure])
        }
        expect(summaryIntervals(shuffle(queries), shuffle(runs))).toEqual(intervals)
      }),
      { numRuns: 20 },
    )
  })

  test('have none for the share of right answers where none was given', () => {
    expect(summaryIntervals([query('q', { a: 2 })], [run('q', ['a'])]).answeredRight).toBeNull()
  })

  test('draw the number of answers along with the right ones', () => {
    const queries = Array.from({ length: 40 }, (_, i) => query(`q${i}`, { a: 2 }))
    const runs = queries.map(({ id }, i) => run(id, [i % 4 === 0 ? 'x' : 'a'], { outcome: 'answered' }))
    const { answeredRight, s1 } = summaryIntervals(queries, runs)
    // Everything answered: the share right of the answers is the share of questions with a relevant entry first.
    expect(answeredRight).toEqual(s1)
    expectWithin(0.75, answeredRight)
  })
})

function expectWithin(value: number, interval: { readonly low: number; readonly high: number } | null): void {
  expect(interval).not.toBeNull()
  expect(value).toBeGreaterThanOrEqual((interval?.low ?? Number.NaN) - 1e-12)
  expect(value).toBeLessThanOrEqual((interval?.high ?? Number.NaN) + 1e-12)
}
