// Near duplicates: pairs of entries whose questions mean the same, found step by step and kept until a unit goes.
import { beforeEach, expect, test } from 'vitest'
import { ExactVectorIndex } from '../../../src/adapters/exact-vector-index.ts'
import { EntryIndex } from '../../../src/core/search/entry-index.ts'
import { type DuplicateSearch, openDuplicateSearch } from '../../../src/core/upkeep/near-duplicates.ts'
import { toyEmbedder } from '../../fakes/toy-embedder.ts'

const WORDS = ['年休', '旅費', '申請', '期限', '会議']
const embedder = toyEmbedder(WORDS)
let index: EntryIndex
let vectors: ExactVectorIndex
let stored: Map<number, Float32Array>
let looked: number[]
let pauses: number
let search: DuplicateSearch
beforeEach(() => {
  index = new EntryIndex()
  vectors = new ExactVectorIndex(WORDS.length)
  stored = new Map()
  looked = []
  pauses = 0
  index.useDense({ embedder, vectors })
  search = openDuplicateSearch({
    index,
    vectorsOf: async (_, ids) => {
      looked.push(...ids)
      return ids.flatMap(unitId => {
        const vector = stored.get(unitId)
        return vector === undefined ? [] : [{ unitId, textHash: '', vector }]
      })
    },
    pause: async () => void (pauses += 1),
  })
})

async function put(n: number, question: readonly string[], phrasing: readonly string[] = []) {
  const unit = { entryId: `e${n}`, position: 0, reading: '', bare: null }
  const units = [
    { ...unit, id: 10 * n, kind: 'question' as const, terms: question },
    ...(phrasing.length > 0 ? [{ ...unit, id: 10 * n + 1, kind: 'phrasing' as const, terms: phrasing }] : []),
    { ...unit, id: 10 * n + 2, kind: 'answer' as const, terms: ['会議'] },
  ]
  index.put({ id: `e${n}`, sectionCode: 'jinji', limits: null, units })
  for (const { id, terms } of units) {
    const [vector] = await embedder.embed([{ text: '', terms }], 'passage')
    stored.set(id, vector as Float32Array)
    vectors.add(id, vector as Float32Array)
  }
}
const pairs = () =>
  search
    .state()
    .pairs.map(({ entryIds }) => entryIds.join(' '))
    .toSorted()

test('a question that means another’s question or phrasing is a pair, once; an answer, or the entry itself, is none', async () => {
  await put(1, ['年休', '申請'], ['年休', '申請'])
  await put(2, ['年休', '申請'])
  await put(3, ['旅費'], ['会議'])
  await put(4, ['期限'], ['旅費'])
  expect(search.state()).toMatchObject({ done: 0, total: 4, works: true })
  await search.run()
  expect(pairs()).toEqual(['e1 e2', 'e3 e4'])
  expect(search.state()).toMatchObject({ done: 4, total: 4 })
})

test('only what is new is looked at again; what is gone is in no pair; others may work between the steps', async () => {
  for (let n = 1; n <= 40; n += 1) await put(n, [WORDS[n % 3] as string, '申請'], [])
  await search.run()
  expect(pauses).toBe(3)
  looked = []
  await search.run()
  expect(looked).toEqual([])
  index.remove('e1')
  vectors.remove(10)
  expect(pairs().join(' ').split(' ')).not.toContain('e1')
  await put(50, ['年休', '申請'])
  await search.run()
  expect(looked).toEqual([500])
  expect(pairs()).toContain('e3 e50')
})

test('vectors of another model are other vectors; without any there is nothing to say', async () => {
  await put(1, ['年休'])
  await put(2, ['年休'])
  await search.run()
  index.useDense({ embedder: { ...embedder, modelId: 'other' }, vectors })
  expect(search.state()).toMatchObject({ done: 0, pairs: [] })
  index.useDense(null)
  await search.run()
  expect(search.state()).toMatchObject({ works: false, done: 0 })
})
