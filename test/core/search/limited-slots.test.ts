// What a reader may not find is no candidate on any side; and where nothing is hidden, nothing is another than without limits.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExactVectorIndex } from '../../../src/adapters/exact-vector-index.ts'
import type { Reader } from '../../../src/core/access/rights.ts'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import type { IndexedEntry } from '../../../src/core/search/indexed-entry.ts'
import { type EntryLimits, limitsOf } from '../../../src/core/search/limited-slots.ts'
import { type Query, retrieve } from '../../../src/core/search/retrieve.ts'
import { makeContent } from '../../fakes/entry-builders.ts'
import { toyEmbedder } from '../../fakes/toy-embedder.ts'

const TODAY = '2026-07-01'
const WORDS = ['年休', '旅費', '申請', '期限', '会議', '届出']
const ANYBODY: Reader = { scope: [], today: TODAY }
const embedder = toyEmbedder(WORDS)

const OPEN: readonly (EntryLimits | null)[] = [
  null,
  { openTo: null, validFrom: '2026-07-01', validUntil: '2026-07-01' },
  { openTo: null, validFrom: null, validUntil: '2099-03-31' },
]
const CLOSED: readonly EntryLimits[] = [
  { openTo: ['kaikei'], validFrom: null, validUntil: null },
  { openTo: null, validFrom: '2026-07-02', validUntil: null },
  { openTo: null, validFrom: null, validUntil: '2026-06-30' },
]

const word = fc.constantFrom(...WORDS)
const asked = fc.array(word, { minLength: 1, maxLength: 4 })
const someEntries = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 40 })
const exhaustiveMax = fc.constantFrom(2, 4_096)

async function build(
  texts: readonly (readonly string[])[],
  limitsAt: (n: number) => EntryLimits | null,
  most: number,
): Promise<EntryIndex> {
  const index = new EntryIndex(null, { exhaustiveMax: most })
  const vectors = new ExactVectorIndex(WORDS.length)
  for (const [n, terms] of texts.entries()) {
    const unit = { entryId: `e${n}`, position: 0, terms, reading: terms.join('').repeat(2), bare: null }
    const units = [
      { ...unit, id: 2 * n + 1, kind: 'question' as const },
      { ...unit, id: 2 * n + 2, kind: 'answer' as const },
    ]
    const entry: IndexedEntry = {
      id: `e${n}`,
      sectionCode: n % 2 === 0 ? 'jinji' : 'kaikei',
      limits: limitsAt(n),
      units,
    }
    index.put(entry)
    const [vector] = await embedder.embed([{ text: terms.join(''), terms }], 'passage')
    for (const { id } of units) vectors.add(id, vector as Float32Array)
  }
  index.useDense({ embedder, vectors })
  return index
}

const query = (terms: readonly string[]): Query => {
  const text = terms.join('')
  return { text, searched: text, terms, reading: text.repeat(2), wordings: [terms] }
}
const pick = <T>(from: readonly T[], n: number) => from[n % from.length] as T

describe('a reader', () => {
  test('finds exactly what they would find were nothing limited, where nothing is hidden from them', async () => {
    await fc.assert(
      fc.asyncProperty(someEntries, asked, exhaustiveMax, async (texts, terms, most) => {
        const plain = await build(texts, () => null, most)
        const limited = await build(texts, n => pick(OPEN, n), most)
        const all = { limit: 50, reader: ANYBODY }
        expect(await retrieve(query(terms), limited, all)).toEqual(await retrieve(query(terms), plain, all))
        const closed = await build(texts, n => pick([null, CLOSED[0] as EntryLimits], n), most)
        const own = { limit: 50, reader: { scope: ['kaikei'], today: TODAY } }
        expect(await retrieve(query(terms), closed, own)).toEqual(await retrieve(query(terms), plain, own))
      }),
    )
  })

  test('finds nothing that is hidden from them on any side, and everything else that has a word of the question', async () => {
    await fc.assert(
      fc.asyncProperty(someEntries, asked, exhaustiveMax, async (texts, terms, most) => {
        const isHidden = (n: number) => n % 3 !== 0
        const index = await build(texts, n => (isHidden(n) ? pick(CLOSED, n) : pick(OPEN, n)), most)
        for (const sectionCode of [undefined, 'jinji']) {
          let neighbours: readonly number[] = []
          const inspect = (_: unknown, evidence: { dense: { neighbours: readonly { id: number }[] } | null }) => {
            neighbours = evidence.dense?.neighbours.map(({ id }) => Math.floor((id - 1) / 2)) ?? []
          }
          const found = await retrieve(query(terms), index, { limit: 50, sectionCode, reader: ANYBODY, inspect })
          const numbers = found.map(({ entryId }) => Number(entryId.slice(1)))
          expect([...numbers, ...neighbours].filter(isHidden)).toEqual([])
          const wanted = [...texts.entries()]
            .filter(([n, own]) => !isHidden(n) && own.some(some => terms.includes(some)))
            .filter(([n]) => sectionCode === undefined || n % 2 === 0)
          for (const [n] of wanted) expect(numbers).toContain(n)
        }
      }),
    )
  })

  test('who names no day is not given what is limited to some days, nor what is closed', async () => {
    const limits = [null, ...CLOSED, OPEN[1] ?? null]
    const index = await build(
      limits.map(() => ['年休']),
      n => limits[n] ?? null,
      4_096,
    )
    const found = await retrieve(query(['年休']), index, { limit: 50 })
    expect(found.map(({ entryId }) => entryId)).toEqual(['e0'])
  })

  test('of every section is hidden only what is not valid on the day', async () => {
    const index = await build(
      CLOSED.map(() => ['年休']),
      n => CLOSED[n] ?? null,
      4_096,
    )
    const idsOn = async (today: string) => {
      const found = await retrieve(query(['年休']), index, { limit: 50, reader: { scope: null, today } })
      return found.map(({ entryId }) => entryId).sort()
    }
    expect(await idsOn('2026-06-30')).toEqual(['e0', 'e2'])
    expect(await idsOn('2026-07-01')).toEqual(['e0'])
    expect(await idsOn('2026-07-02')).toEqual(['e0', 'e1'])
  })

  test('finds an entry again once its limits are lifted, and not after they were set', async () => {
    const index = await build([['年休']], () => null, 4_096)
    const put = (limits: EntryLimits | null) => {
      const unit = { id: 1, entryId: 'e0', position: 0, terms: ['年休'], reading: '', bare: null }
      index.put({ id: 'e0', sectionCode: 'jinji', limits, units: [{ ...unit, kind: 'question' }] })
    }
    const count = async () => (await retrieve(query(['年休']), index, { limit: 5, reader: ANYBODY })).length
    for (const [limits, found] of [
      [CLOSED[0], 0],
      [null, 1],
      [CLOSED[1], 0],
      [OPEN[2], 1],
    ] as const) {
      put(limits ?? null)
      expect(await count()).toBe(found)
    }
  })
})

test('an entry without restriction and dates has no limits; one with names its owner among its readers', () => {
  expect(limitsOf(makeContent(), 'jinji')).toBeNull()
  expect(limitsOf(makeContent({ visibleTo: ['kaikei', 'jinji'] }), 'jinji')).toEqual({
    openTo: ['jinji', 'kaikei'],
    validFrom: null,
    validUntil: null,
  })
  expect(limitsOf(makeContent({ validUntil: '2027-03-31' }), 'jinji')).toMatchObject({ openTo: null })
})
