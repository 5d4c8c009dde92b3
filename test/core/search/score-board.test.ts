import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ScoreBoard } from '../../../src/core/search/score-board.ts'

const SLOTS = 40
/** Eighths are exact in single and in double precision, so sums can be compared for equality. */
const score = fc.integer({ min: 1, max: 80 }).map(eighths => eighths / 8)
const steps = fc.array(
  fc.record({ kind: fc.constantFrom('raise', 'add'), slot: fc.integer({ min: 0, max: SLOTS - 1 }), score }),
  { maxLength: 120 },
)
type Steps = typeof steps extends fc.Arbitrary<infer S> ? S : never

/** One document found, whose owner is the slot. */
const found = (value: number) => ({ scores: Float32Array.of(value), slots: Uint32Array.of(0), count: 1 })
const raise = (board: ScoreBoard, slot: number, value: number) => {
  board.raiseOwners(found(value), Uint32Array.of(slot))
}
const add = (board: ScoreBoard, slot: number, value: number) => {
  board.addOwners(found(2 * value), Uint32Array.of(slot), 0.5)
}

function fill(done: Steps): { board: ScoreBoard; naive: readonly number[] } {
  const board = new ScoreBoard(SLOTS)
  const naive = Array<number>(SLOTS).fill(0)
  for (const { kind, slot, score: value } of done) {
    const known = naive[slot] as number
    if (kind === 'raise') {
      raise(board, slot, value)
      naive[slot] = Math.max(known, value)
    } else {
      add(board, slot, value)
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
        for (const { slot, score: value } of raised) raise(board, slot, value)
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
    raise(board, 0, 3)
    raise(board, 1, 3)
    expect(board.spread(2).mean).toBe(3)
    expect(board.spread(2).deviation).toBeGreaterThan(0)
    expect(new ScoreBoard(0).spread(0)).toEqual({ mean: 0, deviation: expect.any(Number) as number })
    expect(new ScoreBoard(0).spread(0).deviation).toBeGreaterThan(0)
  })

  test('forgets everything when it is cleared, and then holds as many slots as it is told', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 * SLOTS }), (done, slotCount) => {
        const { board } = fill(done)
        board.clear(slotCount)
        expect([board.top(SLOTS), board.spread(1).mean]).toEqual([[], 0])
        raise(board, slotCount - 1, 2)
        expect([board.top(3), board.scoreOf(slotCount - 1)]).toEqual([[slotCount - 1], 2])
      }),
    )
  })

  test('leaves out owners that the filter refuses', () => {
    const board = new ScoreBoard(3)
    const all = { scores: Float32Array.of(1, 2, 3), slots: Uint32Array.of(0, 1, 2), count: 3 }
    board.raiseOwners(all, Uint32Array.of(0, 1, 2), slot => slot !== 1)
    board.addOwners(all, Uint32Array.of(0, 1, 2), 1, slot => slot !== 2)
    expect([0, 1, 2].map(slot => board.scoreOf(slot))).toEqual([2, 2, 3])
  })

  test('lists the slots of at least a score', () => {
    fc.assert(
      fc.property(steps, score, (done, scoreMin) => {
        const { board, naive } = fill(done)
        const expected = [...naive.keys()].filter(slot => (naive[slot] as number) >= scoreMin)
        expect([...board.slotsFrom(scoreMin)].toSorted((a, b) => a - b)).toEqual(expected)
      }),
    )
  })

  test('has the score zero for a slot beyond its end', () => {
    expect(new ScoreBoard(1).scoreOf(7)).toBe(0)
  })
})
