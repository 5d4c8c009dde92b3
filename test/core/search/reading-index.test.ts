import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ReadingIndex } from '../../../src/core/search/reading-index.ts'
import type { EntryReadings } from '../../../src/core/search/reading-texts.ts'

function indexOf(entries: readonly EntryReadings[]): ReadingIndex {
  const index = new ReadingIndex()
  for (const [slot, entry] of entries.entries()) index.put(slot, entry)
  return index
}

const ask = (...asks: readonly string[]): EntryReadings => ({ asks, answer: '' })

const ENTRIES: readonly EntryReadings[] = [
  { asks: ['ほいくえんのにゅうしょもうしこみ'], answer: 'しみんせいかつかにもうしこみしょをだしてください' },
  { asks: ['ぱすわどをわすれたとき', 'ろぐいんできない'], answer: 'へるぷですくにでんわしてください' },
  { asks: ['ねんきゅうをとりたい'], answer: 'しゅっきんかんりしすてむからしんせいします' },
]

describe('ReadingIndex', () => {
  test('finds by sound what is spelt otherwise, mistyped or cut short', () => {
    const index = indexOf(ENTRIES)
    expect(index.score('ほいくえん').top(3)).toEqual([0]) // its beginning
    expect(index.score('ぱすわどわすれた').top(3)).toEqual([1]) // a particle dropped
    expect(index.score('ねんきうをとりたい').top(3)).toEqual([2]) // ゅ left out
  })

  test('takes the best of an entry’s questions and phrasings', () => {
    const scores = indexOf(ENTRIES).score('ろぐいんできない')
    expect(scores.top(1)).toEqual([1])
    const alone = indexOf([ENTRIES[0] as EntryReadings, ask('ろぐいんできない'), ENTRIES[2] as EntryReadings])
    expect(scores.scoreOf(1)).toBeGreaterThan(0)
    expect(alone.score('ろぐいんできない').top(1)).toEqual([1])
  })

  test('counts what the answer sounds like, below what the question does', () => {
    const scores = indexOf([
      ask('あいうえお'),
      { asks: ['かきくけこ'], answer: 'あいうえお' },
      ask('さしすせそ'),
    ]).score('あいうえお')
    expect(scores.scoreOf(0)).toBeGreaterThan(scores.scoreOf(1))
    expect(scores.scoreOf(1)).toBeGreaterThan(0)
    expect(scores.scoreOf(2)).toBe(0)
  })

  test('offers only what the filter accepts', () => {
    const index = indexOf([ask('しゅっちょうのりょひ'), ask('しゅっちょうのやど')])
    expect(index.score('しゅっちょう').top(5, slot => slot === 1)).toEqual([1])
  })

  test('has nothing to say of what is too short to tell', () => {
    const scores = indexOf(ENTRIES).score('ねん')
    expect(scores.top(5)).toEqual([])
    expect(scores.scoreOf(2)).toBe(0)
  })

  const reading = fc.stringMatching(/^[あ-お]{0,9}$/)
  const entry = fc.record({ asks: fc.array(reading, { minLength: 1, maxLength: 3 }), answer: reading })

  test('scores the same after any history of changes as when filled at once', () => {
    const steps = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.option(entry, { nil: null })), { maxLength: 30 })
    fc.assert(
      fc.property(steps, reading, (history, question) => {
        const index = new ReadingIndex()
        const state = new Map<number, EntryReadings>()
        for (const [slot, change] of history) {
          if (change === null) {
            index.remove(slot)
            state.delete(slot)
          } else {
            index.put(slot, change)
            state.set(slot, change)
          }
        }
        const fresh = new ReadingIndex()
        for (const [slot, found] of state) fresh.put(slot, found)
        const [actual, expected] = [index.score(question), fresh.score(question)]
        for (let slot = 0; slot <= 5; slot += 1) expect(actual.scoreOf(slot)).toBeCloseTo(expected.scoreOf(slot), 5)
        expect(actual.top(6)).toEqual(expected.top(6))
      }),
    )
  })

  test('keeps its scores when the lists are cleared of the dead', () => {
    const index = new ReadingIndex()
    for (let slot = 0; slot < 2_000; slot += 1)
      index.put(slot, ask(`あいうえお${'かきくけこさしすせそ'.slice(slot % 8)}`))
    const kept = (slot: number) => slot % 2 === 0
    for (let slot = 0; slot < 2_000; slot += 1) if (!kept(slot)) index.remove(slot)
    const fresh = new ReadingIndex()
    for (let slot = 0; slot < 2_000; slot += 2)
      fresh.put(slot, ask(`あいうえお${'かきくけこさしすせそ'.slice(slot % 8)}`))
    const [actual, expected] = [index.score('えおかき'), fresh.score('えおかき')]
    expect(actual.top(50)).toEqual(expected.top(50))
    expect(actual.scoreOf(0)).toBeCloseTo(expected.scoreOf(0), 5)
  })

  test('offers the entries that a look at every one finds best by their asks', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 5, maxLength: 40 }),
        reading,
        fc.integer({ min: 1, max: 6 }),
        (all, asked, count) => {
          const index = indexOf(all.map(({ asks }) => ({ asks, answer: '' })))
          const scores = index.score(asked)
          const naive = all.map((_, slot) => scores.scoreOf(slot)).filter(score => score > 0)
          const expected = naive.toSorted((a, b) => b - a).slice(0, count)
          expect(scores.top(count).map(slot => scores.scoreOf(slot))).toEqual(expected)
        },
      ),
    )
  })
})
