import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Batch, type BatchOptions, openBatches } from '../../../indexer/model/train/draw-batches.ts'
import type { Lessons } from '../../../indexer/model/train/read-lessons.ts'
import { seededDraw } from '../../../src/core/seeded-draw.ts'

/** Terms are numbers as words, and their rows the numbers: which lesson a text is of can be read off its rows. */
const rowOf = (term: string) => (/^\d+$/u.test(term) ? Number(term) : undefined)
const times = <T>(count: number, make: (i: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i))
const wordsOf = (...rows: readonly number[]) => rows.map(String)

/** Pairs 1000–1099, cluster asks 2000–2099 with answers 3000–3099, synonyms 4000–4099: the lesson is the row by a hundred. */
const LESSONS: Lessons = {
  pairs: times(100, i => ({ source: 'qa', left: wordsOf(1_000 + i), right: wordsOf(1_000 + i) })),
  clusters: times(100, i => ({ asks: [wordsOf(2_000 + i), wordsOf(2_000 + i, 1)], answer: wordsOf(3_000 + i) })),
  synonyms: times(100, i => [wordsOf(4_000 + i), wordsOf(4_000 + i, 1)]),
}
const OPTIONS: BatchOptions = {
  batchSize: 8,
  officeShare: 0.6,
  synonymShare: 0.25,
  answerShare: 0.35,
  wordDropout: 0,
  textLengthMax: 60,
}
const DRAWS = 4_000

function draw(count: number, options: Partial<BatchOptions> = {}, lessons = LESSONS, seed = 1): readonly Batch[] {
  const next = openBatches(lessons, rowOf, { ...OPTIONS, ...options }, seededDraw(seed))
  return times(count, next)
}

const firstRows = (texts: Batch['left']) => texts.map(text => text[0] as number)
const kindOf = (batch: Batch) => Math.floor((batch.left[0]?.[0] as number) / 1_000)
const shareOf = <T>(items: readonly T[], is: (item: T) => boolean) => items.filter(is).length / items.length

describe('batches', () => {
  test('are each of one kind, in the shares asked for', () => {
    const batches = draw(DRAWS)
    for (const { left } of batches) {
      expect(new Set(firstRows(left).map(row => Math.floor(row / 1_000))).size).toBe(1)
    }
    // Four standard errors of 4,000 draws: 4 √(.24 / 4000) = .031.
    expect(Math.abs(shareOf(batches, batch => kindOf(batch) > 1) - 0.6)).toBeLessThan(0.031)
    expect(Math.abs(shareOf(batches, batch => kindOf(batch) === 4) - 0.6 * 0.25)).toBeLessThan(0.031)
  })

  test.each([
    [{ officeShare: 0 }, [1]],
    [{ officeShare: 1, synonymShare: 0 }, [2]],
    [{ officeShare: 1, synonymShare: 1 }, [4]],
  ])('with shares %j are of kind %j alone', (shares, kinds) => {
    expect([...new Set(draw(200, shares).map(kindOf))]).toEqual(kinds)
  })

  test('pair a question with the answer as often as asked, else with another of its questions', () => {
    const batches = draw(DRAWS / OPTIONS.batchSize, { officeShare: 1, synonymShare: 0 })
    const pairs = batches.flatMap(({ left, right }) => left.map((text, i) => [text, right[i] ?? []] as const))
    const isAnswer = (text: ArrayLike<number>) => (text[0] as number) >= 3_000
    // Four standard errors: 4 √(.2275 / 4000) = .030.
    expect(Math.abs(shareOf(pairs, ([, right]) => isAnswer(right)) - 0.35)).toBeLessThan(0.03)
    for (const [left, right] of pairs) {
      expect(isAnswer(left)).toBe(false)
      expect((left[0] as number) % 100).toBe((right[0] as number) % 100)
      if (!isAnswer(right)) expect(left.length).not.toBe(right.length) // the two asks are one and two words long
    }
  })

  test('take large sources less often than in proportion', () => {
    const source = (name: string, from: number, count: number) =>
      times(count, i => ({ source: name, left: wordsOf(from + i), right: wordsOf(from + i) }))
    const pairs = [...source('small', 1_000, 10), ...source('large', 2_000, 320)]
    const batches = draw(DRAWS, { officeShare: 0, batchSize: 1 }, { ...LESSONS, pairs })
    // 32 times the size: 32^.6 = 8 times as often.
    expect(Math.abs(shareOf(batches, batch => kindOf(batch) === 2) - 8 / 9)).toBeLessThan(0.02)
  })

  test('hold no lesson twice, and every one where there are no more than the batch has room for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.integer(),
        fc.double({ min: 0, max: 1 }),
        (size, seed, share) => {
          for (const { left, right } of draw(3, { batchSize: size, officeShare: share }, LESSONS, seed)) {
            expect([left.length, right.length]).toEqual([Math.min(size, 100), Math.min(size, 100)])
            expect(new Set(firstRows(left)).size).toBe(left.length)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('hold no text without words, whatever is left out and however much is unknown', () => {
    const text = fc.array(fc.constantFrom('1', '2', '3', '宇宙'), { maxLength: 4 })
    const lessons = fc.record({
      pairs: fc.array(fc.record({ source: fc.constantFrom('a', 'b'), left: text, right: text }), { maxLength: 6 }),
      clusters: fc.array(fc.record({ asks: fc.array(text, { maxLength: 4 }), answer: text }), { maxLength: 6 }),
      synonyms: fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 6 }),
    })
    fc.assert(
      fc.property(lessons, fc.double({ min: 0, max: 1 }), fc.integer(), (some, wordDropout, seed) => {
        for (const { left, right } of draw(8, { wordDropout }, some, seed)) {
          expect(left).toHaveLength(right.length)
          for (const rows of [...left, ...right]) expect(rows.length).toBeGreaterThan(0)
        }
      }),
    )
  })

  test('leave out words in the share asked for, and use no more of a text than its first ones', () => {
    const long = wordsOf(...times(100, i => i))
    const pairs = times(20, () => ({ source: 'qa', left: ['宇宙', ...long], right: long }))
    const texts = (options: Partial<BatchOptions>) =>
      draw(20, { ...options, officeShare: 0 }, { ...LESSONS, pairs }).flatMap(({ left, right }) => [...left, ...right])
    for (const text of texts({})) expect(Array.from(text)).toEqual(times(60, i => i))
    const kept = texts({ wordDropout: 0.2 }).reduce((sum, text) => sum + text.length, 0) / texts({}).length
    expect(kept).toBeCloseTo(0.8 * 60, 0)
  })

  test('are the same for the same seed, and others for another', () => {
    expect(draw(20, { wordDropout: 0.2 }, LESSONS, 7)).toEqual(draw(20, { wordDropout: 0.2 }, LESSONS, 7))
    expect(draw(20, {}, LESSONS, 7)).not.toEqual(draw(20, {}, LESSONS, 8))
  })
})
