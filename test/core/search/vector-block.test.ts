import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dotProgram } from '../../../src/core/search/dot-program.ts'
import { openSimdBlock, PlainBlock, ROWS_MAX, type VectorBlock } from '../../../src/core/search/vector-block.ts'

const value = fc.oneof(fc.integer({ min: -32_767, max: 32_767 }), fc.constantFrom(-32_767, 0, 1, 32_767))
const block = fc.integer({ min: 1, max: 80 }).chain(width =>
  fc.record({
    width: fc.constant(width),
    query: fc.array(value, { minLength: width, maxLength: width }),
    vectors: fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 9 }),
    rows: fc.array(fc.nat(), { maxLength: 40 }),
  }),
)

function simdBlock(width: number, rowCount: number): VectorBlock {
  const opened = openSimdBlock(width, rowCount)
  if (opened === null) throw new Error('expected a machine with WebAssembly and its wide instructions')
  return opened
}

function sumsOf(some: VectorBlock, query: readonly number[], rows: readonly number[]): readonly number[] {
  some.ask(Int16Array.from(query))
  some.rows.set(rows)
  some.sumUp(rows.length)
  return [...some.sums.subarray(0, rows.length)]
}

describe('blocks of vectors', () => {
  test('give the same sums to the last bit, by wide instructions and by a plain loop', () => {
    fc.assert(
      fc.property(block, ({ width, query, vectors, rows }) => {
        const wanted = rows.map(row => row % vectors.length)
        const [simd, plain] = [simdBlock(width, vectors.length), new PlainBlock(width, new Int16Array(vectors.flat()))]
        simd.values.set(vectors.flat())
        expect(sumsOf(simd, query, wanted)).toEqual(sumsOf(plain, query, wanted))
      }),
    )
  })

  test('add up what the products of whole numbers are, as exactly as single precision tells', () => {
    fc.assert(
      fc.property(block, ({ width, query, vectors }) => {
        const rows = [...vectors.keys()]
        const simd = simdBlock(width, vectors.length)
        simd.values.set(vectors.flat())
        for (const [row, sum] of sumsOf(simd, query, rows).entries()) {
          const products = query.map((factor, i) => factor * (vectors[row]?.[i] ?? 0))
          const exact = products.reduce((total, product) => total + product, 0)
          const size = products.reduce((total, product) => total + Math.abs(product), 0)
          expect(Math.abs(sum - exact)).toBeLessThanOrEqual(size * 2 ** -20)
        }
      }),
    )
  })

  test('look at as many rows in one call as there is room for', () => {
    const simd = simdBlock(3, ROWS_MAX)
    simd.values.set(Array.from({ length: ROWS_MAX }, (_, row) => [row, 1, 0]).flat())
    const rows = Array.from({ length: ROWS_MAX }, (_, i) => ROWS_MAX - 1 - i)
    expect(sumsOf(simd, [2, 5, 7], rows)).toEqual(rows.map(row => 2 * row + 5))
  })

  test.each([
    ['wide instructions', simdBlock(5, 2)],
    ['a plain loop', new PlainBlock(5, new Int16Array(10))],
  ])('keep what they hold when they grow: %s', (_name, small) => {
    small.values.set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const grown = small.grown(100_000)
    grown.values.set([1, 1, 1, 1, 1], 5 * 99_999)
    expect(sumsOf(grown, [1, 1, 1, 1, 1], [1, 0, 99_999, 50_000])).toEqual([40, 15, 5, 0])
  })

  test('the module is so small that it can be read', () => {
    expect(dotProgram().length).toBeLessThan(400)
  })
})
