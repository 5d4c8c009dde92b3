// What an index keeps of itself must be all that it needs: restored, it answers, changes and keeps itself as before.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import type { ImageReader } from '../../../src/core/search/index-image.ts'
import type { IndexedEntry } from '../../../src/core/search/indexed-entry.ts'
import { type Query, retrieve } from '../../../src/core/search/retrieve.ts'
import { UNIT_KINDS } from '../../../src/core/text-unit.ts'

const WORDS = ['年休', '旅費', '申請', '期限', 'もう', '会議']
const word = fc.constantFrom(...WORDS)
const unit = fc.record({ kind: fc.constantFrom(...UNIT_KINDS), terms: fc.array(word, { maxLength: 5 }) })
const entry = fc.record({ n: fc.nat({ max: 12 }), units: fc.array(unit, { minLength: 1, maxLength: 4 }) })
const history = fc.array(fc.oneof(entry, fc.nat({ max: 12 })), { maxLength: 30 })
type Step = typeof history extends fc.Arbitrary<readonly (infer S)[]> ? S : never

let unitId = 0
function toEntry({ n, units }: Exclude<Step, number>): IndexedEntry {
  const id = `entry-${n}`
  const own = units.map(({ kind, terms }, position) => {
    unitId += 1
    const bare = kind === 'negative' ? terms.join('') : null
    return { id: unitId, entryId: id, kind, position, terms, reading: terms.join('').repeat(2), bare }
  })
  const limits = n % 3 === 0 ? { openTo: ['kaikei'], validFrom: null, validUntil: '2026-03-31' } : null
  return { id, sectionCode: n % 2 === 0 ? 'jinji' : 'kaikei', limits, units: own }
}

const take = (steps: readonly Step[], ...indexes: readonly EntryIndex[]) => {
  for (const some of steps) {
    if (typeof some === 'number') for (const index of indexes) index.remove(`entry-${some}`)
    else {
      const put = toEntry(some)
      for (const index of indexes) index.put(put)
    }
  }
}

/** The arrays as a file gives them back: parts of one name are one array, in memory of its own. */
function readerOf(index: EntryIndex): ImageReader {
  const { arrays } = index.image()
  return {
    take: name => {
      const [first, ...others] = arrays[name] ?? []
      if (first === undefined) throw new Error(`expected an array ${name}`)
      const length = others.reduce((sum, part) => sum + part.length, first.length)
      const whole: NonNullable<typeof first> = new (
        first.constructor as new (
          length: number,
        ) => NonNullable<typeof first>
      )(length)
      let at = 0
      for (const part of [first, ...others]) {
        whole.set(part, at)
        at += part.length
      }
      return whole as never
    },
  }
}

const restored = (index: EntryIndex, exhaustiveMax: number) => {
  const copy = new EntryIndex(null, { exhaustiveMax })
  copy.restore(readerOf(index))
  return copy
}

const answers = async (index: EntryIndex, terms: readonly string[]) => {
  const text = terms.join('')
  const query: Query = { text, searched: text, terms, reading: text.repeat(2), wordings: [terms] }
  return (await retrieve(query, index, { limit: 20 })).map(({ entryId, score, ...rest }) => {
    return {
      entryId,
      score: score.toFixed(6),
      exact: rest.exact,
      vetoed: rest.vetoed,
      support: rest.support.toFixed(9),
    }
  })
}

const termsOf = (index: EntryIndex) => {
  return new Map(Array.from(index.entries(), ({ id, units }) => [id, units.map(({ terms }) => terms)]))
}

describe('the image of an index', () => {
  test('answers as the index did, before and after further changes', async () => {
    const limits = fc.constantFrom(2, 4_096)
    const asked = fc.array(word, { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(history, history, asked, limits, async (before, after, terms, exhaustiveMax) => {
        const index = new EntryIndex(null, { exhaustiveMax })
        take(before, index)
        const copy = restored(index, exhaustiveMax)
        expect(await answers(copy, terms)).toEqual(await answers(index, terms))
        take(after, index, copy)
        expect(await answers(copy, terms)).toEqual(await answers(index, terms))
        expect(termsOf(copy)).toEqual(termsOf(index))
        const again = restored(copy, exhaustiveMax)
        expect(await answers(again, terms)).toEqual(await answers(index, terms))
      }),
    )
  })

  test('is refused where a part of it is missing', () => {
    const index = new EntryIndex()
    take([{ n: 1, units: [{ kind: 'question', terms: ['年休'] }] }], index)
    const whole = readerOf(index)
    for (const missing of Object.keys(index.image().arrays)) {
      const torn: ImageReader = { take: (name, type) => whole.take(name === missing ? '' : name, type) }
      expect(() => new EntryIndex().restore(torn)).toThrow()
    }
  })
})
