import { describe, expect, test } from 'vitest'
import { PostingList } from '../../../src/core/search/posting-list.ts'

describe('PostingList', () => {
  test('keeps slots and frequencies in order however often it grows', () => {
    const list = new PostingList()
    for (let slot = 0; slot < 1_000; slot += 1) list.push(slot * 3, (slot % 9) + 1)
    expect([list.length, list.alive]).toEqual([1_000, 1_000])
    expect([...list.slots.subarray(0, 1_000)]).toEqual(Array.from({ length: 1_000 }, (_, slot) => slot * 3))
    expect([...list.frequencies.subarray(0, 1_000)]).toEqual(Array.from({ length: 1_000 }, (_, slot) => (slot % 9) + 1))
  })

  test.each([
    [254, 254],
    [255, 255],
    [256, 255],
    [100_000, 255],
  ])('keeps the frequency %i as %i', (frequency, kept) => {
    const list = new PostingList()
    list.push(1, frequency)
    expect(list.frequencies[0]).toBe(kept)
  })

  test('holds slots up to 32 bits', () => {
    const list = new PostingList()
    list.push(0xffff_fffe, 1)
    expect(list.slots[0]).toBe(0xffff_fffe)
  })
})
