import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ExactVectorIndex } from '../../../src/adapters/exact-vector-index.ts'
import { GraphBuilder } from '../../../src/adapters/hnsw/graph-builder.ts'
import { normaliseLength } from '../../../src/core/search/vector.ts'
import { seededDraw } from '../../../src/core/seeded-draw.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const DIMENSIONS = 16
const draw = seededDraw(7)
const someVector = () => normaliseLength(Float32Array.from({ length: DIMENSIONS }, () => draw() - 0.5))

test('an index built at once finds what an exact one finds, can be changed, and leaves nothing behind', async () => {
  const folder = makeTempFolder()
  const builder = new GraphBuilder(DIMENSIONS, 10) // it grows by itself
  const exact = new ExactVectorIndex(DIMENSIONS)
  for (let id = 1; id <= 3_000; id += 1) {
    const vector = someVector()
    builder.add(id * 7, vector)
    exact.add(id * 7, vector)
  }
  const index = await builder.finish(join(folder, 'index', 'scratch'))
  expect(readdirSync(join(folder, 'index'))).toEqual([])
  for (let id = 1; id <= 500; id += 1) {
    index.remove(id * 7)
    exact.remove(id * 7)
    const vector = someVector()
    index.add(id, vector)
    exact.add(id, vector)
  }
  expect(index.size).toBe(exact.size)
  let agreed = 0
  for (let query = 0; query < 100; query += 1) {
    const vector = someVector()
    const truth = new Set(exact.search(vector, 10).map(({ id }) => id))
    agreed += index.search(vector, 10).filter(({ id }) => truth.has(id)).length
  }
  expect(agreed / 1_000).toBeGreaterThanOrEqual(0.95)
})
