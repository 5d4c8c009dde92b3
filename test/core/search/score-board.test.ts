import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoreBoard } from '../../../src/core/search/score-board.ts'

const SLOTS = 40
/** Eighths are exact in single and in double precision, so sums can be compared for equality. */
const score = fc.integer({ min: -8, max: 80 }).map(eighths => eighths / 8)
const steps = fc.array(
  fc.record({ kind: fc.constantFrom('raise', 'add'), slot: fc.integer({ min: 0, max: SLOTS - 1 }), score }),
  { maxLength: 120 },
)
type Steps = typeof steps extends fc.Arbitrary<infer S> ? S : never

function fill(done: Steps): { board: ScoreBoard; naive: readonly number[] } {
  const board = new ScoreBoard(SLOTS)
  const naive = Array<number>(SLOTS).fill(0)
  for (const { kind, slot, score: value } of done) {
    const known = naive[slot] as number
    if (kind === 'raise') {
      board.raise(slot, value)
      naive[slot] = Math.max(known, value)
    } else {
      board.add(slot, value)
      naive[slot] = known + Math.max(0, value)
    }
  }
  return { board, naive }
}

describe('ScoreBoard', () => {
  test('knows every score that was raised and added', () => {
    fc.assert(
      fc.property(steps, done => {
        const { board, naive } = fill(done)
        expect(naive.map((_, slot) => board.scoreOf(slot))).toEqual(naive)
      }),
    )
  })

  test('selects the highest scores as a sort would', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: SLOTS + 5 }), (done, count) => {
        const { board, naive } = fill(done)
        const top = board.top(count)
        const best = naive.filter(value => value > 0).sort((a, b) => b - a)
        expect(top.map(slot => naive[slot])).toEqual(best.slice(0, count))
        expect(new Set(top).size).toBe(top.length)
      }),
    )
  })

  test('of equal scores selects those that precede, whatever came first', () => {
    const coarse = fc.array(fc.record({ slot: fc.integer({ min: 0, max: SLOTS - 1 }), score: fc.constantFrom(1, 2) }))
    fc.assert(
      fc.property(coarse, fc.integer({ min: 1, max: SLOTS }), fc.boolean(), (raised, count, ascending) => {
        const board = new ScoreBoard(SLOTS)
        for (const { slot, score: value } of raised) board.raise(slot, value)
        const direction = ascending ? 1 : -1
        const sorted = [...new Set(raised.map(({ slot }) => slot))].sort(
          (a, b) => board.scoreOf(b) - board.scoreOf(a) || direction * (a - b),
        )
        expect(board.top(count, (a, b) => direction * (a - b) < 0)).toEqual(sorted.slice(0, count))
        if (ascending) expect(board.top(count)).toEqual(sorted.slice(0, count))
      }),
    )
  })

  test('selects nothing where nothing is wanted', () => {
    const { board } = fill([{ kind: 'raise', slot: 0, score: 1 }])
    expect(board.top(0)).toEqual([])
  })

  test('selecting changes nothing', () => {
    const { board, naive } = fill([
      { kind: 'raise', slot: 3, score: 1 },
      { kind: 'raise', slot: 1, score: 2 },
      { kind: 'add', slot: 3, score: 4 },
    ])
    expect(board.top(5)).toEqual([3, 1])
    expect(board.top(1)).toEqual([3])
    expect(naive.map((_, slot) => board.scoreOf(slot))).toEqual(naive)
  })

  test('measures mean and deviation over all entries, those without a score counted as zero', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: SLOTS, max: 3 * SLOTS }), (done, total) => {
        const { board, naive } = fill(done)
        const all = [...naive, ...Array<number>(total - SLOTS).fill(0)]
        const mean = all.reduce((sum, value) => sum + value, 0) / total
        const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / total
        const spread = board.spread(total)
        expect(spread.mean).toBeCloseTo(mean, 9)
        expect(spread.deviation).toBeCloseTo(Math.sqrt(variance), 5)
      }),
    )
  })

  test('has a deviation to divide by even where all scores are equal, and without entries', () => {
    const board = new ScoreBoard(2)
    board.raise(0, 3)
    board.raise(1, 3)
    expect(board.spread(2).mean).toBe(3)
    expect(board.spread(2).deviation).toBeGreaterThan(0)
    expect(new ScoreBoard(0).spread(0)).toEqual({ mean: 0, deviation: expect.any(Number) as number })
    expect(new ScoreBoard(0).spread(0).deviation).toBeGreaterThan(0)
  })

  test('has the score zero for a slot beyond its end', () => {
    expect(new ScoreBoard(1).scoreOf(7)).toBe(0)
  })
})
