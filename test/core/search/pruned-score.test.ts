import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../../../src/core/search/background-sample.ts'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import type { IndexedEntry } from '../../../src/core/search/indexed-entry.ts'
import { scoreLexically } from '../../../src/core/search/lexical-score.ts'
import type { QueryTerm } from '../../../src/core/search/query-groups.ts'
import { UNIT_KINDS, type UnitKind } from '../../../src/core/text-unit.ts'

const ANSWER_WEIGHT = 0.7
/** Common words stand first: a few are in nearly every entry, most in hardly any. */
const WORDS = Array.from({ length: 40 }, (_, i) => `w${i}`)
const word = fc.nat({ max: 39 }).chain(max => fc.nat({ max }).map(i => WORDS[i] as string))
const unit = fc.record({ kind: fc.constantFrom(...UNIT_KINDS), terms: fc.array(word, { maxLength: 12 }) })
const entry = fc.record({ n: fc.nat({ max: 79 }), units: fc.array(unit, { minLength: 1, maxLength: 5 }) })
const step = fc.oneof({ weight: 5, arbitrary: entry }, { weight: 1, arbitrary: fc.nat({ max: 79 }) })
const similarity = fc.constantFrom(0.1, 0.3, 0.6, 0.9)
const query = fc.uniqueArray(
  fc.record({
    term: fc.oneof(word, fc.constant('unknown')),
    weight: fc.constantFrom(1, 1, 0.5, 0),
    near: fc.uniqueArray(fc.record({ term: word, similarity }), { maxLength: 6, selector: near => near.term }),
  }),
  { minLength: 1, maxLength: 6, selector: asked => asked.term },
)

interface Drawn {
  readonly n: number
  readonly units: readonly { readonly kind: UnitKind; readonly terms: readonly string[] }[]
}

let unitId = 0
function toEntry({ n, units }: Drawn): IndexedEntry {
  const id = `entry-${n}`
  const own = units.map((some, position) => ({ ...some, id: (unitId += 1), entryId: id, position, reading: '' }))
  return { id, sectionCode: n % 3 === 0 ? 'jinji' : 'kaikei', limits: null, units: own }
}

function fill(steps: readonly (Drawn | number)[], exhaustiveMax: number): EntryIndex {
  const index = new EntryIndex(null, { exhaustiveMax })
  for (const some of steps) {
    if (typeof some === 'number') index.remove(`entry-${some}`)
    else index.put(toEntry(some))
  }
  return index
}

const jinjiOf = (index: EntryIndex) => (slot: number) => index.entryAt(slot)?.sectionCode === 'jinji'

/** What is found, by id, with the score that the very index gives. */
function found(index: EntryIndex, asked: readonly QueryTerm[], count: number, filtered: boolean) {
  const scores = scoreLexically(asked, index, ANSWER_WEIGHT, filtered ? jinjiOf(index) : undefined)
  const top = scores.top(count, (a, b) => index.idAt(a) < index.idAt(b))
  return { scores, top: top.map(slot => ({ id: index.idAt(slot), score: scores.scoreOf(slot) })) }
}

describe('pruned scoring', () => {
  test('finds the entries that exhaustive scoring finds, with their scores', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 20, maxLength: 120 }),
        query,
        fc.integer({ min: 1, max: 20 }),
        fc.boolean(),
        (steps, asked, count, filtered) => {
          const [pruned, exhaustive] = [fill(steps, 2), fill(steps, Number.POSITIVE_INFINITY)]
          const actual = found(pruned, asked, count, filtered)
          const expected = found(exhaustive, asked, count, filtered)
          expect(actual.top.length).toBe(expected.top.length)
          // Entries of equal scores may change places: single precision has seven digits, double sixteen.
          for (const [i, { id, score }] of actual.top.entries()) {
            expect(score).toBeCloseTo(expected.top[i]?.score ?? Number.NaN, 3)
            expect(score).toBeCloseTo(expected.scores.scoreOf(exhaustive.slotOf(id) ?? -1), 3)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('takes mean and deviation from the entries of low hash, whatever their history', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 40, maxLength: 120 }), query, (steps, asked) => {
        const pruned = fill(steps.slice(0, 30), 10)
        found(pruned, asked, 3, false).scores.spread() // draws a sample that the rest must be added to
        for (const some of steps.slice(30)) {
          if (typeof some === 'number') pruned.remove(`entry-${some}`)
          else pruned.put(toEntry(some))
        }
        const exhaustive = fill(steps, Number.POSITIVE_INFINITY)
        const limit = 2 ** (32 - Math.max(0, Math.ceil(Math.log2(pruned.size / 10))))
        const sampled = [...exhaustive.slots()].filter(({ id }) => hashOf(id) < limit)
        fc.pre(pruned.size > 10 && sampled.length > 0)
        const { scores } = found(exhaustive, asked, 1, false)
        const values = sampled.map(({ slot }) => scores.scoreOf(slot))
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
        const spread = found(pruned, asked, 1, false).scores.spread()
        expect(spread.mean).toBeCloseTo(mean, 4)
        expect(spread.deviation).toBeCloseTo(Math.sqrt(variance), 3)
      }),
    )
  })

  test('finds nothing for words that nobody uses', () => {
    const index = fill([{ n: 1, units: [{ kind: 'question', terms: ['w1'] }] }], 0)
    expect(found(index, [{ term: 'unknown', weight: 1, near: [] }], 5, false).top).toEqual([])
  })

  test('is the same after many changes as in an index built anew', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 100 }), query, (steps, asked) => {
        const changed = fill(steps, 2)
        const fresh = new EntryIndex(null, { exhaustiveMax: 2 })
        for (const some of [...changed.entries()].toSorted((a, b) => (a.id < b.id ? 1 : -1)))
          fresh.put({ ...some, limits: null, units: some.units.map(held => ({ ...held, reading: '' })) })
        const round = ({ id, score }: { id: string; score: number }) => [id, score.toFixed(9)]
        expect(found(changed, asked, 10, false).top.map(round)).toEqual(found(fresh, asked, 10, false).top.map(round))
      }),
    )
  })
})
