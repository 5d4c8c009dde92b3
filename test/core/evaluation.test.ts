import { describe, expect, test } from 'vitest'
import { type EvaluationQuery, type EvaluationRun, summarise } from '../../src/core/evaluation.ts'

const query = (id: string, relevant: Readonly<Record<string, number>>): EvaluationQuery => ({ id, text: id, relevant })
const run = (id: string, ranked: readonly string[], some: Partial<EvaluationRun> = {}): EvaluationRun => {
  return { id, ranked, outcome: 'candidates', confidence: 0.5, scores: ranked.map((_, i) => 10 - i), ...some }
}

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

  test('refuses a question without its run', () => {
    expect(() => summarise([query('q', {})], [run('p', [])])).toThrow(RangeError)
  })
})
