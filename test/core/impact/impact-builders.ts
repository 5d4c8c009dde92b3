// Answers and questions in as few words as the tests of changes need.
import fc from 'fast-check'
import type { ImpactQuestion } from '../../../src/core/impact/impact-report.ts'
import type { KnownAnswer } from '../../../src/core/impact/known-answer.ts'
import type { Found } from '../../../src/core/ports/workbench.ts'
import { OUTCOMES, type Outcome } from '../../../src/core/search/judge.ts'

export function found(outcome: Outcome, ...ranked: readonly string[]): Found {
  return { outcome, confidence: 0.5, ranked, scores: ranked.map((_, i) => 10 - i), exact: [] }
}

export function label(relevant: Readonly<Record<string, number>>): KnownAnswer {
  return { source: 'label', relevant, wrong: [] }
}

export function question(text: string, some: Partial<ImpactQuestion> = {}): ImpactQuestion {
  return { text, sectionCode: null, origin: 'log', setName: null, times: 1, known: null, ...some }
}

const entryId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')

/** As the search gives it: without candidates nothing is answered. */
export const anyFound: fc.Arbitrary<Found> = fc
  .record({ outcome: fc.constantFrom(...OUTCOMES), ranked: fc.uniqueArray(entryId, { maxLength: 8 }) })
  .map(({ outcome, ranked }) => found(ranked.length === 0 ? 'unanswered' : outcome, ...ranked))

export const anyKnown: fc.Arbitrary<KnownAnswer> = fc.record({
  source: fc.constantFrom('label', 'feedback', 'phrasing'),
  relevant: fc.dictionary(entryId, fc.integer({ min: 0, max: 2 }), { maxKeys: 3 }),
  wrong: fc.uniqueArray(entryId, { maxLength: 2 }),
})
