import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normaliseLength } from '../../../src/core/search/vector.ts'
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

/** Half a step of sixteen bits, for each of the values. */
const STEP = 1 / 32_767
function expectNear(actual: Float32Array | undefined, expected: Float32Array | undefined): void {
  expect(actual?.length).toBe(expected?.length)
  const most = Math.max(0, ...(expected ?? []).map(Math.abs))
  for (const [i, value] of (expected ?? []).entries()) {
    expect(Math.abs((actual?.[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(0.51 * STEP * most)
  }
}

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
          expectNear(slab.get(known), expected)
          if (expected === undefined) expect(slab.dot(query, known)).toBeUndefined()
          else expect(slab.dot(query, known)).toBeCloseTo(dot(query, expected), 1)
        }
      }),
    )
  })

  test('tells cosines of unit vectors to the fourth decimal', () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true })
    const unit = fc
      .array(value, { minLength: 64, maxLength: 64 })
      .map(values => normaliseLength(Float32Array.from(values)))
    fc.assert(
      fc.property(unit, unit, (a, b) => {
        const slab = new VectorSlab(64)
        slab.set(1, a)
        expect(Math.abs((slab.dot(b, 1) ?? Number.NaN) - dot(a, b))).toBeLessThan(1e-4)
      }),
    )
  })

  test('grows beyond the capacity it was made for, and keeps what it held', () => {
    const slab = new VectorSlab(2, 10)
    for (let known = 0; known < 5_000; known += 1) slab.set(known, Float32Array.of(known, -known))
    expect(slab.size).toBe(5_000)
    for (const known of [0, 1_023, 1_024, 1_535, 1_536, 4_999]) {
      expectNear(slab.get(known), Float32Array.of(known, -known))
    }
  })

  test('keeps a copy of what it was given, and gives copies', () => {
    const slab = new VectorSlab(2)
    const given = Float32Array.of(1, 2)
    slab.set(1, given)
    given[0] = 9
    slab.get(1)?.fill(7)
    expectNear(slab.get(1), Float32Array.of(1, 2))
  })

  test.each([1, 3])('refuses a vector of %i dimensions where it holds two, and stays as it was', length => {
    const slab = new VectorSlab(2)
    expect(() => slab.set(1, new Float32Array(length))).toThrow(RangeError)
    expect(slab.size).toBe(0)
    expect(slab.has(1)).toBe(false)
  })
})
