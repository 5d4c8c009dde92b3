import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildGraph, graphNeedsBuilding } from '../../indexer/build-graph.ts'
import { openBuiltinEmbedders } from '../../src/adapters/embedders/builtin-embedder.ts'
import { readIndexFacts, readIndexFile } from '../../src/adapters/hnsw/index-file.ts'
import type { UnitStore } from '../../src/core/ports/unit-store.ts'
import { makeInput } from '../fakes/entry-builders.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { writeTinyWordTable } from '../fakes/tiny-word-table.ts'
import { openRegistry, runOnce } from './open-registry.ts'

const embedders = openBuiltinEmbedders(writeTinyWordTable())
const makePath = () => join(makeTempFolder(), 'index', 'vectors.hnsw')

/** An entry of `count` units. */
const entryOfUnits = (id: string, count: number) => {
  const phrasings = Array.from({ length: count - 2 }, (_, i) => `年休 ${id} ${i}`)
  return makeInput(id, { question: '休暇 申請', answer: '旅費', phrasings })
}

async function build(store: UnitStore, path: string, modelId: string): Promise<readonly string[]> {
  const heard: string[] = []
  await buildGraph(store, path, modelId, (phase, done, total) => heard.push(`${phase} ${done}/${total}`))
  return heard
}

async function openIndexed(units: readonly number[]) {
  const opened = openRegistry()
  await opened.save(...units.map((count, i) => entryOfUnits(`e${i}`, count)))
  const { modelId } = await runOnce(opened.store, embedders)
  return { ...opened, modelId: modelId ?? '' }
}

describe('the graph file', () => {
  test('holds every stored vector of the model', async () => {
    const { store, modelId } = await openIndexed([200, 200, 200, 200, 200, 200])
    const path = makePath()
    expect(await build(store, path, modelId)).toEqual(['graph 1000/1200', 'graph 1200/1200'])
    expect((await readIndexFacts(path))?.count).toBe(1_200)
    const read = await readIndexFile(path, { modelId, dimensions: 2 })
    for (const { unitId, vector } of await store.vectorsAfter(modelId, 0, 2_000)) {
      expect(read?.index.similarity(vector, unitId)).toBeCloseTo(1, 3)
    }
  })

  test('is not written where there is nothing to hold', async () => {
    const { store } = openRegistry()
    const path = makePath()
    expect(await build(store, path, 'm')).toEqual([])
    expect(await readIndexFacts(path)).toBeNull()
  })

  test('needs building where there is none, or one of another model', async () => {
    const { store, modelId } = await openIndexed([2])
    const path = makePath()
    expect(await graphNeedsBuilding(store, path, modelId)).toBe(true)
    await build(store, path, modelId)
    expect(await graphNeedsBuilding(store, path, modelId)).toBe(false)
    expect(await graphNeedsBuilding(store, path, 'another')).toBe(true)
  })

  test('is left to its reader up to 300 units of drift, and built again beyond', async () => {
    const { store, save, modelId } = await openIndexed([100])
    const path = makePath()
    await build(store, path, modelId)
    await save(entryOfUnits('x', 200), entryOfUnits('y', 100))
    await runOnce(store, null)
    expect(await graphNeedsBuilding(store, path, modelId)).toBe(false)
    await save(entryOfUnits('z', 2))
    await runOnce(store, null)
    expect(await graphNeedsBuilding(store, path, modelId)).toBe(true)
  })

  test('needs building, too, when as much has gone', async () => {
    const { registry, store, modelId } = await openIndexed([200, 101, 2])
    const path = makePath()
    await build(store, path, modelId)
    for (const id of ['e0', 'e1']) await registry.archive(id, 'tester')
    await runOnce(store, null)
    expect(await graphNeedsBuilding(store, path, modelId)).toBe(true)
  })
})
