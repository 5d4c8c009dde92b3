import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { HnswVectorIndex } from '../../../src/adapters/hnsw/hnsw-vector-index.ts'
import { VectorSlab } from '../../../src/core/search/vector-slab.ts'
import { vectorIndexContract } from '../../contracts/vector-index.contract.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

vectorIndexContract('HnswVectorIndex', dimensions => HnswVectorIndex.create(dimensions))

const onCircle = (radians: number) => Float32Array.of(Math.cos(radians), Math.sin(radians))

function makeSlab(ids: readonly number[]): VectorSlab {
  const slab = new VectorSlab(2)
  for (const id of ids) slab.set(id, onCircle(id / 10))
  return slab
}

async function writeGraph(ids: readonly number[], removed: readonly number[] = []): Promise<string> {
  const index = HnswVectorIndex.create(2)
  for (const id of ids) index.add(id, onCircle(id / 10))
  for (const id of removed) index.remove(id)
  const path = join(makeTempFolder(), 'graph')
  await index.write(path)
  return path
}

const idsNear = (index: HnswVectorIndex, id: number, count: number) =>
  index.search(onCircle(id / 10), count).map(found => found.id)

describe('HnswVectorIndex', () => {
  test('grows beyond the capacity it was made for', () => {
    const index = HnswVectorIndex.create(2, 10)
    for (let id = 0; id < 3_000; id += 1) index.add(id, onCircle(id / 1_000))
    expect(index.size).toBe(3_000)
    expect(index.search(onCircle(2.999), 1)[0]?.id).toBe(2_999)
  })

  test('knows how much of it is only marked deleted', () => {
    const index = HnswVectorIndex.create(2)
    expect(index.deletedShare).toBe(0)
    for (const id of [1, 2, 3, 4]) index.add(id, onCircle(id))
    index.remove(1)
    expect(index.deletedShare).toBe(0.25)
    index.add(1, onCircle(1))
    expect(index.deletedShare).toBe(0)
  })

  test('comes back from its file as it was', async () => {
    const ids = [1, 2, 3, 4, 5]
    const index = await HnswVectorIndex.read(await writeGraph(ids), makeSlab(ids))
    expect([index.size, index.dimensions, [...index.ids()]]).toEqual([5, 2, ids])
    expect(idsNear(index, 3, 1)).toEqual([3])
  })

  test('is brought to the vectors in force: what has none is forgotten, what is missing added', async () => {
    const index = await HnswVectorIndex.read(await writeGraph([1, 2, 3, 4, 5]), makeSlab([2, 3, 5, 7, 8]))
    expect(index.size).toBe(5)
    expect(idsNear(index, 7, 10).toSorted((a, b) => a - b)).toEqual([2, 3, 5, 7, 8])
    expect(idsNear(index, 8, 1)).toEqual([8])
    index.add(4, onCircle(0.4)) // forgotten at reading, and back again
    expect(idsNear(index, 4, 1)).toEqual([4])
  })

  test('comes back from a file that was written after a removal', async () => {
    const index = await HnswVectorIndex.read(await writeGraph([1, 2, 3], [3]), makeSlab([1, 2]))
    expect(idsNear(index, 3, 10).toSorted((a, b) => a - b)).toEqual([1, 2])
  })

  test('finds a vector whose id was removed before the file was written', async () => {
    const index = await HnswVectorIndex.read(await writeGraph([1, 2, 3], [3]), makeSlab([1, 2, 3]))
    expect(idsNear(index, 3, 10)).toContain(3)
  })
})
