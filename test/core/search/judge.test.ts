import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_THRESHOLDS, judge } from '../../../src/core/search/judge.ts'
import type { ScoredEntry } from '../../../src/core/search/retrieve.ts'

const PLAIN: ScoredEntry = {
  entryId: 'a',
  score: 4,
  lexical: 10,
  lexicalZ: 3,
  cosine: 0.6,
  denseZ: 2,
  readingZ: 2,
  support: 0.6,
  breadth: 2,
  known: 1,
  exact: false,
  vetoed: false,
}
const plain = (some: Partial<ScoredEntry> = {}): ScoredEntry => ({ ...PLAIN, ...some })

/** Candidates as `retrieve` ranks them: by score, the vetoed ones last. */
const rankedList = fc
  .array(
    fc.record({
      score: fc.double({ min: -5, max: 60, noNaN: true }),
      lexical: fc.double({ min: 0, max: 80, noNaN: true }),
      lexicalZ: fc.double({ min: -1, max: 40, noNaN: true }),
      cosine: fc.double({ min: 0, max: 1, noNaN: true }),
      denseZ: fc.double({ min: -5, max: 10, noNaN: true }),
      readingZ: fc.double({ min: -5, max: 30, noNaN: true }),
      support: fc.double({ min: 0, max: 1, noNaN: true }),
      breadth: fc.double({ min: 0, max: 30, noNaN: true }),
      known: fc.double({ min: 0, max: 1, noNaN: true }),
      exact: fc.boolean(),
      vetoed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map(list =>
    list
      .map((scores, i): ScoredEntry => ({ ...scores, entryId: `e${i}` }))
      .sort((a, b) => Number(a.vetoed) - Number(b.vetoed) || b.score - a.score),
  )

describe('judge', () => {
  test('gives confidences between 0 and 1 that never rise down the list, in the order that came', () => {
    fc.assert(
      fc.property(rankedList, candidates => {
        const { ranked, confidence } = judge(candidates, DEFAULT_THRESHOLDS)
        expect(ranked.map(({ entryId }) => entryId)).toEqual(candidates.map(({ entryId }) => entryId))
        expect(confidence).toBe(ranked[0]?.confidence)
        for (const [i, { confidence: own }] of ranked.entries()) {
          expect(own).toBeGreaterThanOrEqual(0)
          expect(own).toBeLessThanOrEqual(ranked[i - 1]?.confidence ?? 1)
        }
      }),
    )
  })

  test('never answers with a vetoed entry, however sure it would be', () => {
    fc.assert(
      fc.property(rankedList, candidates => {
        const vetoed = candidates.map(candidate => ({ ...candidate, vetoed: true }))
        expect(judge(vetoed, { answered: 0, candidates: 0 })).toMatchObject({ outcome: 'unanswered', confidence: 0 })
        for (const { vetoed: isVetoed, confidence } of judge(candidates, DEFAULT_THRESHOLDS).ranked) {
          if (isVetoed) expect(confidence).toBe(0)
        }
      }),
    )
  })

  test('answers from the one threshold on, shows candidates from the other on, and is silent below', () => {
    fc.assert(
      fc.property(
        rankedList.filter(([first]) => first?.vetoed === false),
        candidates => {
          const { confidence, relatedness } = judge(candidates, DEFAULT_THRESHOLDS)
          const outcomeAt = (answered: number, shown: number) =>
            judge(candidates, { answered, candidates: shown }).outcome
          expect(outcomeAt(confidence, 1)).toBe('answered')
          expect(outcomeAt(confidence + 1e-9, relatedness)).toBe('candidates')
          expect(outcomeAt(confidence + 1e-9, relatedness + 1e-9)).toBe('unanswered')
        },
      ),
    )
  })

  test('takes a threshold of zero for zero, not for missing', () => {
    const hopeless = [plain({ score: 0, lexical: 0, lexicalZ: 0, cosine: 0, denseZ: 0, support: 0, breadth: 0 })]
    expect(judge(hopeless, { answered: 0, candidates: 0 }).outcome).toBe('answered')
    expect(judge(hopeless, { answered: 1, candidates: 0 }).outcome).toBe('candidates')
  })

  test('answers a question in the very words of the first entry, whatever the scores say', () => {
    const exact = plain({ exact: true, score: 0, lexical: 0, lexicalZ: 0, cosine: 0, denseZ: 0, support: 0 })
    expect(judge([exact, plain({ entryId: 'b', score: 0 })], DEFAULT_THRESHOLDS).outcome).toBe('answered')
  })

  test('is not sure of a question in the very words of two entries', () => {
    const first = plain({ exact: true, score: 4 })
    const both = judge([first, plain({ entryId: 'b', exact: true, score: 4 })], DEFAULT_THRESHOLDS).confidence
    expect(both).toBeLessThan(judge([first, plain({ entryId: 'b', score: 4 })], DEFAULT_THRESHOLDS).confidence)
  })

  test('does not know without candidates', () => {
    const nothing = { outcome: 'unanswered', confidence: 0, relatedness: 0, ranked: [] }
    expect(judge([], { answered: 0, candidates: 0 })).toEqual(nothing)
  })

  test.each([
    ['a nearer vector', { cosine: 0.9 }],
    ['more of the question in the entry', { support: 0.9 }],
    ['a wider lead in meaning', { denseZ: 3 }],
    ['more words in common', { breadth: 3 }],
    ['a wider gap to the second', { score: 5 }],
  ])('is surer for %s', (_, better) => {
    const second = plain({ entryId: 'b', score: 3, denseZ: 2.5 })
    const before = judge([plain(), second], DEFAULT_THRESHOLDS).confidence
    expect(judge([plain(better), second], DEFAULT_THRESHOLDS).confidence).toBeGreaterThan(before)
  })

  test('is never less sure for more evidence', () => {
    const evidence = fc.constantFrom('cosine', 'support', 'breadth', 'score', 'denseZ')
    fc.assert(
      fc.property(rankedList, evidence, fc.double({ min: 0, max: 5, noNaN: true }), (candidates, name, more) => {
        const [first, ...others] = candidates.map(candidate => ({ ...candidate, exact: false }))
        if (first === undefined) return
        const before = judge([first, ...others], DEFAULT_THRESHOLDS).confidence
        const after = judge([{ ...first, [name]: first[name] + more }, ...others], DEFAULT_THRESHOLDS).confidence
        expect(after).toBeGreaterThanOrEqual(before - 1e-12)
      }),
    )
  })

  test('asks for more than one word in common', () => {
    // All else the same: the weight on one telling word (包括外部監査 …), or spread over four.
    const second = plain({ entryId: 'b', score: 1 })
    const judged = (breadth: number) => judge([plain({ breadth }), second], DEFAULT_THRESHOLDS)
    expect(judged(1).outcome).toBe('candidates')
    expect(judged(4).confidence - judged(2).confidence).toBeLessThan(judged(2).confidence - judged(0).confidence)
  })

  test('measures the gap to the next entry that is not vetoed', () => {
    const rival = plain({ entryId: 'b', score: 3.9 })
    const withRival = judge([plain(), rival], DEFAULT_THRESHOLDS).confidence
    const vetoedRival = judge([plain(), { ...rival, vetoed: true }], DEFAULT_THRESHOLDS).confidence
    expect(vetoedRival).toBeGreaterThan(withRival)
    expect(vetoedRival).toBe(judge([plain()], DEFAULT_THRESHOLDS).confidence)
  })

  test('is less sure before a crowd close behind than before one rival, and of a distant crowd knows nothing', () => {
    const prominenceBefore = (...others: readonly number[]) =>
      judge(
        [plain({ score: 6 }), ...others.map((score, i) => plain({ entryId: `b${i}`, score }))],
        DEFAULT_THRESHOLDS,
      ).ranked[0]?.features.find(({ feature }) => feature === 'prominence')?.value ?? Number.NaN
    expect(prominenceBefore()).toBeCloseTo(0, 12)
    expect(prominenceBefore(6)).toBeCloseTo(Math.log(1 / 2), 12)
    expect(prominenceBefore(6, 6, 6, 6, 6, 6, 6)).toBeCloseTo(Math.log(1 / 6), 12)
    expect(prominenceBefore(4.5)).toBeCloseTo(-Math.log(1 + Math.exp(-1)), 12)
    expect(prominenceBefore(-20, -20, -20)).toBeCloseTo(0, 6)
  })

  test('keeps its own thresholds in order', () => {
    const { answered, candidates } = DEFAULT_THRESHOLDS
    expect(candidates).toBeGreaterThan(0)
    expect(answered).toBeGreaterThan(candidates)
    expect(answered).toBeLessThan(1)
  })
})
