import { describe, expect, test } from 'vitest'
import { ChangeFollower } from '../../indexer/follow-changes.ts'
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { ExactVectorIndex } from '../../src/adapters/exact-vector-index.ts'
import type { UnitStore } from '../../src/core/ports/unit-store.ts'
import { EntryIndex } from '../../src/core/search/entry-index.ts'
import { KAIKEI, makeInput } from '../fakes/entry-builders.ts'
import { writeTinyWordTable } from '../fakes/tiny-word-table.ts'
import { openRegistry, runOnce } from './open-registry.ts'

const embedders = openBuiltinEmbedders(writeTinyWordTable())
const entry = (id: string, question = '年休 申請') => makeInput(id, { question, answer: '旅費 請求' })

/** Puts an empty dense side of the current model into the index. */
async function useEmptyVectors(index: EntryIndex, store: UnitStore): Promise<ExactVectorIndex> {
  const model = await store.currentModel()
  const embedder = model === null ? null : await embedders.open(model)
  if (embedder === null) throw new Error('expected a model in use')
  const vectors = new ExactVectorIndex(embedder.dimensions)
  index.useDense({ embedder, vectors })
  return vectors
}

const idsOf = (index: EntryIndex) => [...index.entries()].map(({ id }) => id).toSorted()
const unitIdsOf = (index: EntryIndex) =>
  [...index.entries()].flatMap(({ units }) => units.map(({ id }) => id)).toSorted((a, b) => a - b)
const sorted = (ids: Iterable<number>) => [...ids].toSorted((a, b) => a - b)

describe('following the changes of the store', () => {
  test('starts with every published entry, in pages', async () => {
    const { store, save } = openRegistry()
    await save(...Array.from({ length: 1_100 }, (_, i) => entry(`e${i}`)), makeInput('draft', { status: 'draft' }))
    await runOnce(store, null)
    const index = new EntryIndex()
    await new ChangeFollower(store, index).loadAll()
    expect(index.size).toBe(1_100)
    expect(index.slotOf('draft')).toBeUndefined()
  })

  test('takes over what came, what changed and what went', async () => {
    const { registry, store, save } = openRegistry()
    await save(entry('a'), entry('b'), entry('c'))
    await runOnce(store, embedders)
    const index = new EntryIndex()
    const follower = new ChangeFollower(store, index)
    await follower.loadAll()
    const vectors = await useEmptyVectors(index, store)
    await follower.catchUp()
    expect(sorted(vectors.ids())).toEqual([1, 2, 3, 4, 5, 6])

    await save(entry('a', '休暇'), makeInput('c', { ...entry('c'), section: KAIKEI }), entry('d', '会議'))
    await registry.archive('b', 'tester')
    await runOnce(store, embedders)
    await follower.follow()
    expect(idsOf(index)).toEqual(['a', 'c', 'd'])
    expect([index.entryFrequency('年休'), index.entryFrequency('休暇')]).toEqual([1, 1])
    expect(index.entryAt(index.slotOf('c') ?? -1)?.sectionCode).toBe('kaikei')
    expect(sorted(vectors.ids())).toEqual(unitIdsOf(index))
  })

  test('is true to the store after many changes, and following again changes nothing', async () => {
    const { registry, store, save } = openRegistry()
    const index = new EntryIndex()
    const follower = new ChangeFollower(store, index)
    await follower.loadAll()
    for (let round = 0; round < 6; round += 1) {
      await save(
        ...Array.from({ length: 70 }, (_, i) => entry(`e${(i * (round + 1)) % 90}`, `年休 ${round} ${i}`)).filter(
          firstOfId(),
        ),
      )
      if (round % 2 === 1) await registry.archive(`e${round + 1}`, 'tester')
      await runOnce(store, null)
      await Promise.all([follower.follow(), follower.follow()])
    }
    const fresh = new EntryIndex()
    await new ChangeFollower(store, fresh).loadAll()
    const state = (some: EntryIndex) => JSON.stringify([...some.entries()].toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    expect(state(index)).toBe(state(fresh))
    await follower.follow()
    expect(state(index)).toBe(state(fresh))
  })

  test('takes over units before their vectors, and the vectors when they come', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'), entry('b'), entry('c'))
    await runOnce(store, embedders)
    const index = new EntryIndex()
    const follower = new ChangeFollower(store, index)
    await follower.loadAll()
    const vectors = await useEmptyVectors(index, store)
    await follower.catchUp()
    await save(entry('d')) // not enough for another model
    await runOnce(store, null)
    await follower.follow()
    expect([idsOf(index), vectors.size]).toEqual([['a', 'b', 'c', 'd'], 6])
    await runOnce(store, embedders)
    await follower.follow()
    expect(sorted(vectors.ids())).toEqual(unitIdsOf(index))
  })

  test('clears a dense side that was just taken over of what is not in force', async () => {
    const { store, save } = openRegistry()
    await save(entry('a'))
    await runOnce(store, embedders)
    const index = new EntryIndex()
    const follower = new ChangeFollower(store, index)
    await follower.loadAll()
    const vectors = await useEmptyVectors(index, store)
    for (const ghost of [7, 8, 9]) vectors.add(ghost, Float32Array.of(1, 0))
    await follower.catchUp()
    expect(sorted(vectors.ids())).toEqual([1, 2])
  })

  test('has nothing to catch up with while there is no dense side', async () => {
    const { store } = openRegistry()
    await expect(new ChangeFollower(store, new EntryIndex()).catchUp()).resolves.toBeUndefined()
  })
})

/** A filter that lets each id through once: a save takes no id twice. */
function firstOfId(): (input: { readonly id: string }) => boolean {
  const seen = new Set<string>()
  return ({ id }) => !seen.has(id) && seen.add(id).has(id)
}
