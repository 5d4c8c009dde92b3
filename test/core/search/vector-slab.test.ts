import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { VectorSlab } from '../../../src/core/search/vector-slab.ts'

const DIMENSIONS = 3
const vector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map(values => Float32Array.from(values))
const id = fc.integer({ min: 1, max: 12 })
const step = fc.oneof(
  fc.record({ kind: fc.constant('set'), id, vector }),
  fc.record({ kind: fc.constant('delete'), id }),
)

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

describe('VectorSlab', () => {
  test('holds what a map of vectors would, after any additions, replacements and deletions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), vector, (steps, query) => {
        const slab = new VectorSlab(DIMENSIONS)
        const naive = new Map<number, Float32Array>()
        for (const some of steps) {
          if ('vector' in some) {
            slab.set(some.id, some.vector)
            naive.set(some.id, some.vector)
          } else expect(slab.delete(some.id)).toBe(naive.delete(some.id))
        }
        expect(slab.size).toBe(naive.size)
        expect([...slab.ids()].sort((a, b) => a - b)).toEqual([...naive.keys()].sort((a, b) => a - b))
        for (let known = 1; known <= 12; known += 1) {
          const expected = naive.get(known)
          expect(slab.has(known)).toBe(expected !== undefined)
          expect(slab.get(known)).toEqual(expected)
          expect(slab.dot(query, known)).toBe(expected === undefined ? undefined : dot(query, expected))
        }
      }),
    )
  })

  test('grows beyond the capacity it was made for, and keeps what it held', () => {
    const slab = new VectorSlab(2, 10)
    for (let known = 0; known < 5_000; known += 1) slab.set(known, Float32Array.of(known, -known))
    expect(slab.size).toBe(5_000)
    for (const known of [0, 1_023, 1_024, 1_535, 1_536, 4_999]) {
      expect(slab.get(known)).toEqual(Float32Array.of(known, -known))
    }
  })

  test('keeps a copy of what it was given, and gives copies', () => {
    const slab = new VectorSlab(2)
    const given = Float32Array.of(1, 2)
    slab.set(1, given)
    given[0] = 9
    slab.get(1)?.fill(7)
    expect(slab.get(1)).toEqual(Float32Array.of(1, 2))
  })

  test.each([1, 3])('refuses a vector of %i dimensions where it holds two, and stays as it was', length => {
    const slab = new VectorSlab(2)
    expect(() => slab.set(1, new Float32Array(length))).toThrow(RangeError)
    expect(slab.size).toBe(0)
    expect(slab.has(1)).toBe(false)
  })
})
