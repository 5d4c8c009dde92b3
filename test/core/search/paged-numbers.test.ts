import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { PagedNumbers } from '../../../src/core/search/paged-numbers.ts'

const id = fc.oneof(fc.nat({ max: 30 }), fc.constantFrom(4_095, 4_096, 2 ** 31, 2 ** 40 + 7))
const step = fc.record({ id, value: fc.option(fc.nat(), { nil: null }) })

test('knows what a map knows, wherever the ids begin', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const numbers = new PagedNumbers()
      const naive = new Map<number, number>()
      for (const { id: some, value } of steps) {
        if (value === null) expect(numbers.delete(some)).toBe(naive.delete(some))
        else {
          numbers.set(some, value)
          naive.set(some, value)
        }
        expect([numbers.size, numbers.get(some)]).toEqual([naive.size, naive.get(some)])
      }
      expect([...numbers.keys()].toSorted((a, b) => a - b)).toEqual([...naive.keys()].toSorted((a, b) => a - b))
    }),
  )
})
