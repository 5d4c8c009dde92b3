import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PostingList, type WeightedList } from '../../../src/core/search/posting-list.ts'
import { type DocumentNorms, ScoreBoard } from '../../../src/core/search/score-board.ts'

const SLOTS = 40
/** Eighths are exact in single and in double precision, so sums can be compared for equality. */
const score = fc.integer({ min: 1, max: 80 }).map(eighths => eighths / 8)
const scored = fc.record({ slot: fc.integer({ min: 0, max: SLOTS - 1 }), score })
/** Groups of lists of scored slots. */
const groups = fc.array(fc.array(fc.array(scored, { maxLength: 12 }), { maxLength: 3 }), { maxLength: 6 })
type Groups = typeof groups extends fc.Arbitrary<infer G> ? G : never

/** Frequency 1 in documents of length 0, which weighs one half: each list's factor is twice what it adds. */
const FIELD: DocumentNorms = { lengths: new Uint16Array(SLOTS), norms: Float64Array.of(1) }

/** Each score is a list of its own, as a list adds the same to all of its documents; of one group the best counts. */
function addTo(board: ScoreBoard, lists: Groups[number]): void {
  const weighted = lists.flat().map(({ slot, score: value }): WeightedList => {
    const list = new PostingList()
    list.add(slot, 1, 0)
    return { list, factor: 2 * value, read: 0 }
  })
  board.addGroup(weighted, weighted.length, FIELD)
}

const boardOf = (added: Groups, end = SLOTS) => {
  const board = new ScoreBoard()
  board.start(0, end)
  for (const lists of added) addTo(board, lists)
  return board
}
const raisedTo = (slot: number, value: number): Groups[number] => [[{ slot, score: value }]]

function naiveOf(added: Groups): readonly number[] {
  return Array.from({ length: SLOTS }, (_, slot) => {
    const bests = added.map(lists =>
      Math.max(
        0,
        ...lists
          .flat()
          .filter(s => s.slot === slot)
          .map(s => s.score),
      ),
    )
    return bests.reduce((sum, value) => sum + value, 0)
  })
}

function collected(board: ScoreBoard): ReadonlyMap<number, number> {
  const found = { slots: new Uint32Array(1), scores: new Float32Array(1), count: 0 }
  board.collect(found)
  return new Map(Array.from(found.slots.subarray(0, found.count), (slot, i) => [slot, found.scores[i] as number]))
}

describe('ScoreBoard', () => {
  test('adds the best of each group', () => {
    fc.assert(
      fc.property(groups, added => {
        const board = boardOf(added)
        expect(Array.from({ length: SLOTS }, (_, slot) => board.scoreOf(slot))).toEqual(naiveOf(added))
      }),
    )
  })

  test('selects the highest scores as a sort would', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: SLOTS + 5 }), (added, count) => {
        const naive = naiveOf(added)
        const top = boardOf(added).top(count)
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
        const board = boardOf([[raised]])
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
    expect(boardOf([raisedTo(0, 1)]).top(0)).toEqual([])
  })

  test('measures mean and deviation over all entries, those without a score counted as zero', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: SLOTS, max: 3 * SLOTS }), (added, total) => {
        const all = [...naiveOf(added), ...Array<number>(total - SLOTS).fill(0)]
        const mean = all.reduce((sum, value) => sum + value, 0) / total
        const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / total
        const spread = boardOf(added).spread(total)
        expect(spread.mean).toBeCloseTo(mean, 9)
        expect(spread.deviation).toBeCloseTo(Math.sqrt(variance), 5)
      }),
    )
  })

  test('has a deviation to divide by even where all scores are equal, and without entries', () => {
    const board = boardOf([raisedTo(0, 3), raisedTo(1, 3)])
    expect(board.spread(2).mean).toBe(3)
    expect(board.spread(2).deviation).toBeGreaterThan(0)
    expect(new ScoreBoard().spread(0)).toEqual({ mean: 0, deviation: expect.any(Number) as number })
    expect(new ScoreBoard().spread(0).deviation).toBeGreaterThan(0)
  })

  test('forgets everything when it starts again, and then holds as many slots as it is told', () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: SLOTS }), (added, slotCount) => {
        const board = boardOf(added)
        board.start(0, slotCount)
        expect([board.top(SLOTS), board.spread(1).mean]).toEqual([[], 0])
        addTo(board, raisedTo(slotCount - 1, 2))
        expect([board.top(3), board.scoreOf(slotCount - 1)]).toEqual([[slotCount - 1], 2])
      }),
    )
  })

  test('reads lists window by window as it would at once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(scored, { maxLength: 20 }), { maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (all, window) => {
          const weighted = all.map(some => {
            const list = new PostingList()
            for (const { slot, score: value } of new Map(some.map(s => [s.slot, s])).values())
              list.add(slot, 8 * value, 0)
            return { list, factor: 2, read: 0 }
          })
          const [whole, windowed] = [new ScoreBoard(), new ScoreBoard()]
          whole.start(0, SLOTS)
          whole.addGroup(
            weighted.map(list => ({ ...list })),
            weighted.length,
            FIELD,
          )
          for (let first = 0; first < SLOTS; first += window) {
            const end = Math.min(SLOTS, first + window)
            windowed.start(first, end)
            windowed.addGroup(weighted, weighted.length, FIELD)
            for (let slot = first; slot < end; slot += 1) expect(windowed.scoreOf(slot)).toBe(whole.scoreOf(slot))
          }
        },
      ),
    )
  })

  test('leaves out what the filter refuses', () => {
    const board = boardOf([raisedTo(0, 1), raisedTo(1, 2), raisedTo(2, 3)])
    board.keepOnly(slot => slot !== 1)
    expect([0, 1, 2].map(slot => board.scoreOf(slot))).toEqual([1, 0, 3])
    expect(board.top(3)).toEqual([2, 0])
  })

  test('collects the slots that have a score', () => {
    fc.assert(
      fc.property(groups, added => {
        const expected = [...naiveOf(added).entries()].filter(([, value]) => value > 0)
        expect([...collected(boardOf(added))].toSorted(([a], [b]) => a - b)).toEqual(expected)
      }),
    )
  })

  test('has the score zero for a slot that it does not look at', () => {
    expect(boardOf([]).scoreOf(SLOTS)).toBe(0)
  })
})
