import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  frequencyOfPosting,
  PostingList,
  SLOT_COUNT_MAX,
  slotOfPosting,
} from '../../../src/core/search/posting-list.ts'

const postingsOf = (list: PostingList) =>
  [...list.postings.subarray(0, list.length)].map(posting => [slotOfPosting(posting), frequencyOfPosting(posting)])

describe('PostingList', () => {
  test('keeps slots and frequencies in order however often it grows', () => {
    const list = new PostingList()
    const pushed = Array.from({ length: 1_000 }, (_, slot) => [slot * 3, (slot % 9) + 1] as const)
    for (const [slot, frequency] of pushed) list.add(slot, frequency, 10)
    expect(postingsOf(list)).toEqual(pushed)
  })

  test('keeps its slots ascending, whatever came and went in which order', () => {
    const step = fc.record({ slot: fc.nat({ max: 30 }), frequency: fc.integer({ min: 1, max: 9 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), steps => {
        const list = new PostingList()
        const naive = new Map<number, number>()
        for (const { slot, frequency } of steps) {
          list.remove(slot)
          if (!naive.delete(slot)) {
            list.add(slot, frequency, 5)
            naive.set(slot, frequency)
          }
          expect(postingsOf(list)).toEqual([...naive].toSorted(([a], [b]) => a - b))
        }
      }),
    )
  })

  test.each([
    [254, 254],
    [255, 255],
    [256, 255],
    [100_000, 255],
  ])('keeps the frequency %i as %i', (frequency, kept) => {
    const list = new PostingList()
    list.add(1, frequency, 1)
    expect(postingsOf(list)).toEqual([[1, kept]])
  })

  test('holds every slot a field can have', () => {
    const list = new PostingList()
    list.add(SLOT_COUNT_MAX - 1, 7, 1)
    expect(postingsOf(list)).toEqual([[SLOT_COUNT_MAX - 1, 7]])
  })

  test('bounds what its term can count in any document, and exactly so for frequencies of one and two', () => {
    const norms = Float64Array.from({ length: 40 }, (_, length) => 0.3 + 0.1 * length)
    const document = fc.record({ frequency: fc.integer({ min: 1, max: 300 }), length: fc.nat({ max: 39 }) })
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 20 }), documents => {
        const list = new PostingList()
        for (const [slot, { frequency, length }] of documents.entries()) list.add(slot, frequency, length)
        const weights = documents.map(({ frequency, length }) => {
          const capped = Math.min(frequency, 255)
          return capped / (capped + (norms[length] as number))
        })
        const most = Math.max(...weights)
        expect(list.weightMax(norms)).toBeGreaterThanOrEqual(most)
        if (documents.every(({ frequency }) => frequency <= 2)) expect(list.weightMax(norms)).toBe(most)
      }),
    )
  })
})
