import { describe, expect, test } from 'vitest'
import { HnswVectorIndex } from '../../../src/adapters/hnsw/hnsw-vector-index.ts'
import { VectorSlab } from '../../../src/core/search/vector-slab.ts'
import { vectorIndexContract } from '../../contracts/vector-index.contract.ts'

vectorIndexContract('HnswVectorIndex', dimensions => HnswVectorIndex.create(dimensions))

const onCircle = (radians: number) => Float32Array.of(Math.cos(radians), Math.sin(radians))

function indexOf(ids: readonly number[], removed: readonly number[] = []): HnswVectorIndex {
  const index = HnswVectorIndex.create(2)
  for (const id of ids) index.add(id, onCircle(id / 10))
  for (const id of removed) index.remove(id)
  return index
}

function restored({ arrays: { ids, values, scales, ...links } }: HnswVectorIndex): HnswVectorIndex {
  const vectors = new VectorSlab(2)
  const room = vectors.room(ids.length)
  room.values.set(values)
  room.scales.set(scales)
  vectors.adopt(ids)
  return HnswVectorIndex.of(vectors, links, ids)
}

const idsNear = (index: HnswVectorIndex, id: number, count: number) =>
  index.search(onCircle(id / 10), count).map(found => found.id)

describe('HnswVectorIndex', () => {
  test('grows beyond the capacity it was made for', () => {
    const index = HnswVectorIndex.create(2, 10)
    for (let id = 0; id < 3_000; id += 1) index.add(id, onCircle(id / 1_000))
    expect(index.size).toBe(3_000)
    expect(index.search(onCircle(2.999), 40).map(({ id }) => id)).toContain(2_999) // nearer ones differ by less than is held
  })

  test('comes back from its arrays as it was', () => {
    const ids = [1, 2, 3, 4, 5]
    const index = restored(indexOf(ids))
    expect([index.size, index.dimensions, [...index.ids()]]).toEqual([5, 2, ids])
    expect(idsNear(index, 3, 1)).toEqual([3])
  })

  test('comes back without what was removed, and takes it again', () => {
    const index = restored(indexOf([1, 2, 3], [3]))
    expect(idsNear(index, 3, 10).toSorted((a, b) => a - b)).toEqual([1, 2])
    index.add(3, onCircle(0.3))
    expect(idsNear(index, 3, 1)).toEqual([3])
  })

  test('can be changed after it came back', () => {
    const index = restored(indexOf([1, 2, 3, 4, 5]))
    for (const id of [1, 4]) index.remove(id)
    for (const id of [7, 8]) index.add(id, onCircle(id / 10))
    expect(index.size).toBe(5)
    expect(idsNear(index, 7, 10).toSorted((a, b) => a - b)).toEqual([2, 3, 5, 7, 8])
    expect(idsNear(index, 8, 1)).toEqual([8])
  })
})
