// Questions and runs for the tests of the measures: by hand, and as fast-check draws them.
import fc from 'fast-check'
import type { EvaluationQuery, EvaluationRun } from '../../../src/core/evaluation/measures.ts'
import { OUTCOMES } from '../../../src/core/search/judge.ts'

export function query(id: string, relevant: Readonly<Record<string, number>>): EvaluationQuery {
  return { id, text: id, relevant }
}

export function run(id: string, ranked: readonly string[], some: Partial<EvaluationRun> = {}): EvaluationRun {
  return { id, ranked, outcome: 'candidates', confidence: 0.5, scores: ranked.map((_, i) => 10 - i), ...some }
}

const ENTRIES = Array.from({ length: 15 }, (_, i) => `e${i}`)

const judgement = fc.record({
  relevant: fc.dictionary(fc.constantFrom(...ENTRIES), fc.integer({ min: 0, max: 3 }), { maxKeys: 12 }),
  ranked: fc.shuffledSubarray(ENTRIES),
  outcome: fc.constantFrom(...OUTCOMES),
  // Few values, so that equal confidences are common; and any other.
  confidence: fc.oneof(fc.constantFrom(0, 0.1, 0.3, 0.7, 1), fc.double({ min: 0, max: 1, noNaN: true })),
})

/** Questions of every kind, each with a run. */
export function evaluation({ minLength = 0, maxLength = 25 } = {}): fc.Arbitrary<{
  readonly queries: readonly EvaluationQuery[]
  readonly runs: readonly EvaluationRun[]
}> {
  return fc.array(judgement, { minLength, maxLength }).map(drawn => ({
    queries: drawn.map(({ relevant }, i) => query(`q${i}`, relevant)),
    runs: drawn.map(({ ranked, outcome, confidence }, i) => run(`q${i}`, ranked, { outcome, confidence })),
  }))
}

/** A way of putting any list in another order. */
export const shuffled: fc.Arbitrary<<T>(items: readonly T[]) => readonly T[]> = fc
  .infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }))
  .map(stream => {
    const keys = [...stream.take(64)]
    return items =>
      items
        .map((item, i) => ({ item, key: keys[i] ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item)
  })
