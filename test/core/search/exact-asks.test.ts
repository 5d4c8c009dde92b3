import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExactAsks } from '../../../src/core/search/exact-asks.ts'

const terms = fc.array(fc.nat({ max: 2 }), { maxLength: 4 })
const step = fc.record({ adds: fc.boolean(), slot: fc.nat({ max: 3 }), terms })

const keyOf = (some: Iterable<number>) => [...new Set(some)].toSorted((a, b) => a - b).join('+')

test('finds what was added with the same set of terms as often as it was added, and no longer', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), terms, (steps, asked) => {
      const asks = new ExactAsks()
      const naive: { readonly key: string; readonly slot: number }[] = []
      for (const { adds, slot, terms: own } of steps) {
        const key = keyOf(own)
        if (adds) {
          asks.add(own, slot)
          naive.push({ key, slot })
        } else {
          asks.remove(own, slot)
          const at = naive.findIndex(known => known.key === key && known.slot === slot)
          if (at >= 0) naive.splice(at, 1)
        }
      }
      // Two sets may share a hash in principle; none of the eight sets of three terms do.
      const expected = naive.filter(({ key }) => asked.length > 0 && key === keyOf(asked)).map(({ slot }) => slot)
      expect(asks.find([...new Set(asked)]).toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b))
    }),
  )
})
