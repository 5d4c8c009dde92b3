import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TrialVectors } from '../../indexer/trial-vectors.ts'
import { ExactVectorIndex } from '../../src/adapters/exact-vector-index.ts'
import { normaliseLength } from '../../src/core/search/vector.ts'
import { vectorIndexContract } from '../contracts/vector-index.contract.ts'

vectorIndexContract('TrialVectors', dimensions => new TrialVectors(new ExactVectorIndex(dimensions), new Set()))

const sorted = (ids: Iterable<number>) => [...ids].toSorted((a, b) => a - b)

const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
  .filter(values => values.some(value => value !== 0))
  .map(values => normaliseLength(Float32Array.from(values)))

test('finds what an index would find that holds the one and lacks the other, and leaves the one below as it is', () => {
  const anyBelow = fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 40 }), vector }), {
    selector: one => one.id,
  })
  const anyAdded = fc.uniqueArray(fc.record({ id: fc.integer({ min: 100, max: 120 }), vector }), {
    selector: one => one.id,
  })
  fc.assert(
    fc.property(anyBelow, anyAdded, fc.func(fc.boolean()), vector, (below, added, isHidden, query) => {
      const [base, plain] = [new ExactVectorIndex(3), new ExactVectorIndex(3)]
      const hidden = new Set(below.map(one => one.id).filter(isHidden))
      for (const one of below) base.add(one.id, one.vector)
      const trial = new TrialVectors(base, hidden)
      for (const one of added) trial.add(one.id, one.vector)
      for (const one of [...below.filter(({ id }) => !hidden.has(id)), ...added]) plain.add(one.id, one.vector)

      expect(trial.search(query, 10)).toEqual(plain.search(query, 10))
      const isOdd = (id: number) => id % 2 === 1
      expect(trial.search(query, 10, isOdd)).toEqual(plain.search(query, 10, isOdd))
      expect([trial.size, sorted(trial.ids())]).toEqual([plain.size, sorted(plain.ids())])
      for (const { id } of [...below, ...added]) {
        expect([trial.has(id), trial.similarity(query, id)]).toEqual([plain.has(id), plain.similarity(query, id)])
      }
      expect(sorted(base.ids())).toEqual(sorted(below.map(({ id }) => id)))
    }),
  )
})
