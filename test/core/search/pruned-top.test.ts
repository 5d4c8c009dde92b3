import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LexicalIndex } from '../../../src/core/search/lexical-index.ts'
import {
  type OmitLimits,
  omit,
  omittedBound,
  type PlannedGroup,
  planField,
  skim,
} from '../../../src/core/search/prune-plan.ts'
import { type PruneLimits, prunedTop } from '../../../src/core/search/pruned-top.ts'
import type { QueryGroup } from '../../../src/core/search/query-groups.ts'
import { ScoreBoard } from '../../../src/core/search/score-board.ts'
import { WindowReader } from '../../../src/core/search/window-reader.ts'

const DOCUMENTS = 60
const WORDS = 20
/** The lower a word, the oftener it stands in a document. */
const word = fc.nat({ max: WORDS - 1 }).chain(max => fc.nat({ max }))
const documents = fc.array(fc.array(word, { minLength: 1, maxLength: 10 }), { minLength: 5, maxLength: DOCUMENTS })
const group = fc.record({
  factor: fc.integer({ min: 1, max: 8 }),
  words: fc.uniqueArray(fc.tuple(word, fc.constantFrom(1, 0.6, 0.3)), {
    minLength: 1,
    maxLength: 4,
    selector: ([id]) => id,
  }),
})
const query = fc.array(group, { minLength: 1, maxLength: 6 })
const omitLimits = fc.record({ postingsMax: fc.nat({ max: 80 }), shareMax: fc.constantFrom(0, 0.2, 0.5, 1) })

type Query = typeof query extends fc.Arbitrary<infer Q> ? Q : never
const toGroups = (asked: Query): readonly QueryGroup[] =>
  asked.map(({ factor, words }) => ({
    factor,
    ids: words.map(([id]) => id),
    similarities: words.map(([, near]) => near),
  }))

function indexOf(some: readonly (readonly number[])[]): LexicalIndex {
  const index = new LexicalIndex({ k1: 1.2, b: 0.75 })
  for (const [slot, ids] of some.entries()) index.put(slot, ids)
  return index
}

/** Every document's score, counted without leaving anything out. */
function scoresOf(index: LexicalIndex, groups: readonly QueryGroup[]): (slot: number) => number {
  const board = new ScoreBoard()
  board.start(0, DOCUMENTS)
  for (const some of groups) {
    const lists = index.listsOf(some)
    board.addGroup(lists, lists.length, index.documentNorms())
  }
  const scores = Array.from({ length: DOCUMENTS }, (_, slot) => board.scoreOf(slot))
  return slot => scores[slot] ?? 0
}

function search(index: LexicalIndex, groups: readonly QueryGroup[], limits: PruneLimits) {
  const plan = planField(groups, index, 1)
  const reader = new WindowReader()
  const read = (kept: readonly PlannedGroup[]) => reader.read(kept, { slotCount: DOCUMENTS, accepts: undefined })
  const scoreOf = scoresOf(index, groups)
  const top = prunedTop({ plan, read, ownerOf: slot => slot, scoreOf, limits }, 5, (a, b) => a < b)
  return { plan, scoreOf, top }
}

const EVERYTHING: OmitLimits = { postingsMax: Number.POSITIVE_INFINITY, shareMax: 0 }
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
const boundOf = ({ lists }: PlannedGroup) => lists[0]?.bound ?? 0

describe('the pruned search', () => {
  test('finds the best documents where its limits are wide', () => {
    fc.assert(
      fc.property(documents, query, (some, asked) => {
        const limits = { read: [EVERYTHING], found: [EVERYTHING], documentsMax: 0 }
        const { top, scoreOf } = search(indexOf(some), toGroups(asked), limits)
        const best = some.map((_, slot) => scoreOf(slot)).filter(score => score > 0)
        const expected = best.toSorted((a, b) => b - a).slice(0, 5)
        expect(top.length).toBe(expected.length)
        // Sums of single precision in another order: of two that are the same to six digits, either may be the fifth.
        for (const [rank, slot] of top.entries()) expect(scoreOf(slot)).toBeCloseTo(expected[rank] as number, 4)
      }),
    )
  })

  test('within narrow limits misses only what its limits allow it to miss', () => {
    fc.assert(
      fc.property(documents, query, omitLimits, omitLimits, (some, asked, read, found) => {
        const { plan, top, scoreOf } = search(indexOf(some), toGroups(asked), {
          read: [read],
          found: [found],
          documentsMax: DOCUMENTS,
        })
        const scores = top.map(scoreOf)
        expect(scores).toEqual(scores.toSorted((a, b) => b - a))
        const skimmed = sumOf(plan.filter(part => part.skimmed).map(boundOf))
        const missable = Math.max(skimmed + omittedBound(plan), top.length < 5 ? 0 : (scores.at(-1) ?? 0))
        for (const slot of some.keys()) {
          if (!top.includes(slot)) expect(scoreOf(slot)).toBeLessThanOrEqual(missable * (1 + 1e-5) + 1e-5)
        }
      }),
    )
  })

  test('finds as many as are wanted where only common words have them', () => {
    const some = Array.from({ length: 40 }, (_, slot) => (slot === 7 ? [0, 9] : [0]))
    const groups = toGroups([
      { factor: 8, words: [[9, 1]] },
      { factor: 1, words: [[0, 1]] },
    ])
    const narrow = { postingsMax: 1, shareMax: 1 }
    const { top } = search(indexOf(some), groups, { read: [EVERYTHING], found: [narrow], documentsMax: 10 })
    expect([top.length, top[0]]).toEqual([5, 7])
  })
})

describe('a plan', () => {
  test.each([
    ['omit', omit],
    ['skim', skim],
  ] as const)(
    '%s takes no more from a question than the share it is given, and nothing where all is read',
    (_, shorten) => {
      fc.assert(
        fc.property(documents, query, omitLimits, (some, asked, limits) => {
          const plan = planField(toGroups(asked), indexOf(some), 1)
          shorten(plan, limits)
          const taken = omittedBound(plan) + sumOf(plan.filter(part => part.skimmed).map(boundOf))
          expect(taken).toBeLessThanOrEqual(limits.shareMax * sumOf(plan.map(boundOf)) + 1e-9)
          const untouched = planField(toGroups(asked), indexOf(some), 1)
          shorten(untouched, { postingsMax: Number.POSITIVE_INFINITY, shareMax: 1 })
          expect(omittedBound(untouched)).toBe(0)
          expect(untouched.some(({ skimmed }) => skimmed)).toBe(false)
        }),
      )
    },
  )
})
