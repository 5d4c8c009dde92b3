// What every vector index must do. Approximate ones may miss a few neighbours, and nothing else.
import { describe, expect, test } from 'vitest'
import { ExactVectorIndex } from '../../src/adapters/exact-vector-index.ts'
import type { VectorIndex } from '../../src/core/ports/vector-index.ts'
import { dot, normaliseLength } from '../../src/core/search/vector.ts'
import { seededDraw } from '../../src/core/seeded-draw.ts'

const DIMENSIONS = 32
const RECALL_MIN = 0.95

/** Runs the contract; `create` makes an empty index. */
export function vectorIndexContract(name: string, create: (dimensions: number) => VectorIndex): void {
  describe(`${name} keeps the contract of a vector index`, () => {
    const fill = (vectors: ReadonlyMap<number, Float32Array>): VectorIndex => {
      const index = create(vectors.values().next().value?.length ?? DIMENSIONS)
      for (const [id, vector] of vectors) index.add(id, vector)
      return index
    }
    const idsNear = (index: VectorIndex, vector: Float32Array, count: number) =>
      index.search(vector, count).map(({ id }) => id)

    test('is empty at first, and finds nothing', () => {
      const index = create(2)
      expect([index.dimensions, index.size, [...index.ids()]]).toEqual([2, 0, []])
      expect(index.search(onCircle(0), 5)).toEqual([])
      expect(index.has(1)).toBe(false)
      expect(index.similarity(onCircle(0), 1)).toBeUndefined()
      index.remove(1)
      expect(index.size).toBe(0)
    })

    test('finds the nearest first, with their cosines', () => {
      const index = fill(fan)
      const found = index.search(onCircle(0), 3)
      expect(found.map(({ id }) => id)).toEqual([10, 11, 12])
      for (const [i, { similarity }] of found.entries()) expect(similarity).toBeCloseTo(Math.cos(i / 10), 5)
    })

    test('gives the exact cosine with one vector, negative ones too', () => {
      const index = fill(fan)
      expect(index.similarity(onCircle(0), 15)).toBeCloseTo(Math.cos(0.5), 5)
      expect(index.similarity(onCircle(Math.PI), 10)).toBeCloseTo(-1, 5)
      expect(index.similarity(onCircle(0), 99)).toBeUndefined()
    })

    test('gives the cosines with many vectors at once, in the order asked for', () => {
      const index = fill(fan)
      const ids = [12, 99, ...Array.from({ length: 3_000 }, (_, i) => 10 + (i % fan.size))]
      const expected = ids.map(id => index.similarity(onCircle(0), id) ?? Number.NaN)
      expect([...index.similarities(onCircle(0), ids)]).toEqual(expected)
      expect([...index.similarities(onCircle(0), [])]).toEqual([])
    })

    test('gives no more than it holds, and none where none is wanted', () => {
      const index = fill(fan)
      expect(index.search(onCircle(0), 100)).toHaveLength(fan.size)
      expect(index.search(onCircle(0), 0)).toEqual([])
    })

    test('lets through only what the filter accepts, however rare', () => {
      const index = fill(clusteredVectors(1_000, 7))
      const query = someVector(3)
      const rare = index.search(query, 5, id => id % 200 === 1)
      expect(rare.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual([1, 201, 401, 601, 801])
      expect(index.search(query, 5, () => false)).toEqual([])
      expect(index.search(query, 20, id => id > 500).every(({ id }) => id > 500)).toBe(true)
    })

    test('keeps a copy of what it was given', () => {
      const index = create(2)
      const given = onCircle(0)
      index.add(1, given)
      given.fill(0)
      expect(index.similarity(onCircle(0), 1)).toBeCloseTo(1, 5)
      expect(index.search(onCircle(0), 1)[0]?.similarity).toBeCloseTo(1, 5)
    })

    test('forgets what was removed, once and for all', () => {
      const index = fill(fan)
      index.remove(10)
      index.remove(10)
      index.remove(99)
      expect([index.size, index.has(10)]).toEqual([fan.size - 1, false])
      expect([...index.ids()]).not.toContain(10)
      expect(index.similarity(onCircle(0), 10)).toBeUndefined()
      expect(idsNear(index, onCircle(0), fan.size)).toEqual([...fan.keys()].slice(1))
    })

    test('takes back what was removed, with the vector it brings', () => {
      const index = fill(fan)
      index.remove(10)
      index.add(10, onCircle(Math.PI / 2))
      expect(index.size).toBe(fan.size)
      expect(index.similarity(onCircle(0), 10)).toBeCloseTo(0, 5)
      expect(idsNear(index, onCircle(0), 1)).toEqual([11])
      expect(idsNear(index, onCircle(Math.PI / 2), 1)).toEqual([10])
    })

    test('replaces a vector in its place', () => {
      const index = fill(fan)
      index.add(10, onCircle(Math.PI / 2))
      expect(index.size).toBe(fan.size)
      expect(idsNear(index, onCircle(Math.PI / 2), 1)).toEqual([10])
      expect(idsNear(index, onCircle(0), 1)).toEqual([11])
    })

    test('can be emptied and filled again', () => {
      const index = fill(fan)
      for (const id of fan.keys()) index.remove(id)
      expect([index.size, index.search(onCircle(0), 3)]).toEqual([0, []])
      for (const [id, vector] of fan) index.add(id, vector)
      expect(idsNear(index, onCircle(0), 3)).toEqual([10, 11, 12])
    })

    test('refuses a vector of other dimensions, and stays as it was', () => {
      const index = fill(fan)
      expect(() => index.add(99, new Float32Array(3))).toThrow()
      expect([index.size, index.has(99)]).toEqual([fan.size, false])
      expect(idsNear(index, onCircle(0), 1)).toEqual([10])
    })

    test(`agrees with exact search on at least ${RECALL_MIN} of the neighbours, through additions, replacements and removals`, () => {
      const vectors = clusteredVectors(3_000, 40)
      const index = fill(vectors)
      for (let id = 1; id <= 3_000; id += 3) {
        index.remove(id)
        vectors.delete(id)
      }
      for (const [id, vector] of clusteredVectors(3_000, 40, 77)) {
        if (id % 5 !== 0) continue
        index.add(id, vector)
        vectors.set(id, vector)
      }
      const exact = new ExactVectorIndex(DIMENSIONS)
      for (const [id, vector] of vectors) exact.add(id, vector)
      expect(index.size).toBe(vectors.size)
      expect([...index.ids()].toSorted((a, b) => a - b)).toEqual([...vectors.keys()].toSorted((a, b) => a - b))
      let agreed = 0
      for (let query = 0; query < 100; query += 1) {
        const vector = nearSome(vectors, query)
        const truth = new Set(naiveNearest(vectors, vector, 10))
        const found = index.search(vector, 10)
        agreed += found.filter(({ id }) => truth.has(id)).length
        for (const { id, similarity } of found) expect(similarity).toBeCloseTo(exact.similarity(vector, id) ?? 9, 4)
        for (const [i, { similarity }] of found.entries())
          expect(similarity).toBeLessThanOrEqual(found[i - 1]?.similarity ?? 2)
      }
      expect(agreed / 1_000).toBeGreaterThanOrEqual(RECALL_MIN)
    })
  })
}

const onCircle = (radians: number) => Float32Array.of(Math.cos(radians), Math.sin(radians))

/** Ids 10–19 in a fan: each a tenth of a radian from the last. */
const fan: ReadonlyMap<number, Float32Array> = new Map(Array.from({ length: 10 }, (_, i) => [10 + i, onCircle(i / 10)]))

/** Numbers around zero, the same on every machine. */
function makeDice(seed: number): () => number {
  const draw = seededDraw(seed)
  return () => draw() - 0.5
}

function someVector(seed: number): Float32Array {
  const dice = makeDice(seed)
  return normaliseLength(Float32Array.from({ length: DIMENSIONS }, dice))
}

/** Vectors in clusters, as texts about some dozen subjects have them; ids from 1. */
function clusteredVectors(count: number, clusters: number, seed = 1): Map<number, Float32Array> {
  const dice = makeDice(seed)
  const centres = Array.from({ length: clusters }, (_, i) => someVector(1_000 + i))
  const around = (centre: Float32Array) => normaliseLength(centre.map(value => value + dice()))
  return new Map(Array.from({ length: count }, (_, i) => [i + 1, around(centres[i % clusters] as Float32Array)]))
}

function nearSome(vectors: ReadonlyMap<number, Float32Array>, seed: number): Float32Array {
  const dice = makeDice(seed + 5_000)
  const all = [...vectors.values()]
  const chosen = all[(seed * 17) % all.length] as Float32Array
  return normaliseLength(chosen.map(value => value + 0.5 * dice()))
}

function naiveNearest(
  vectors: ReadonlyMap<number, Float32Array>,
  query: Float32Array,
  count: number,
): readonly number[] {
  const scored = [...vectors].map(([id, vector]) => ({ id, similarity: dot(query, vector) }))
  return scored
    .toSorted((a, b) => b.similarity - a.similarity)
    .slice(0, count)
    .map(({ id }) => id)
}
