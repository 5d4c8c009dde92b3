import { expect, test } from 'vitest'
import { ExactVectorIndex } from '../../src/adapters/exact-vector-index.ts'
import { vectorIndexContract } from '../contracts/vector-index.contract.ts'

vectorIndexContract('ExactVectorIndex', dimensions => new ExactVectorIndex(dimensions))

test('equal cosines come in the order of their ids, however they were added', () => {
  const index = new ExactVectorIndex(2)
  for (const id of [3, 1, 2]) index.add(id, Float32Array.of(1, 0))
  expect(index.search(Float32Array.of(1, 0), 3).map(({ id }) => id)).toEqual([1, 2, 3])
})
