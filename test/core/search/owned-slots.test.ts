import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { OwnedSlots } from '../../../src/core/search/owned-slots.ts'

const step = fc.record({ owner: fc.nat({ max: 2_000 }), taken: fc.nat({ max: 4 }) })

test('gives no slot to two owners, takes all of one back in their order, and uses them again', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), steps => {
      const slots = new OwnedSlots()
      const naive = new Map<number, number[]>()
      let most = 0
      for (const { owner, taken } of steps) {
        expect(slots.release(owner)).toEqual(naive.get(owner) ?? [])
        naive.set(
          owner,
          Array.from({ length: taken }, () => slots.take(owner)),
        )
        const inUse = [...naive.values()].flat()
        most = Math.max(most, inUse.length)
        expect(new Set(inUse).size).toBe(inUse.length)
        for (const [other, own] of naive) expect(own.every(slot => slots.ownerOf(slot) === other)).toBe(true)
      }
      expect(slots.slotCount).toBe(most)
    }),
  )
})
