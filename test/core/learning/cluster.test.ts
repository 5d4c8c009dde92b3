// What counts as a question without a good answer, and which clusters are the hottest.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CountedQuestion,
  HALF_LIFE_DAYS,
  heatOf,
  IGNORED_AFTER_MS,
  type LookedAt,
  missedReason,
  REASON_WEIGHTS,
  worthToday,
} from '../../../src/core/learning/cluster.ts'

const DAY_MS = 86_400_000
const NOW = new Date('2026-11-30T03:00:00Z')
const AT = new Date(NOW.getTime() - 2 * IGNORED_AFTER_MS)
const asked = (some: Partial<LookedAt>): LookedAt => {
  return { outcome: 'candidates', channel: 'web', askedAt: AT, said: [], solvedLater: false, ...some }
}

describe('a question is missed', () => {
  test.each([
    ['unanswered', { outcome: 'unanswered' }],
    ['none_of_these', { said: ['none_of_these'] }],
    ['unresolved', { outcome: 'answered', said: ['resolved', 'unresolved'] }],
    ['ignored', {}],
    ['later', { askedAt: NOW }],
    [null, { outcome: 'answered' }],
    [null, { said: ['none_of_these', 'chosen'] }],
    [null, { outcome: 'unanswered', said: ['resolved'] }],
    [null, { solvedLater: true }],
    [null, { channel: 'mcp' }],
  ] as const)('as %s by what the log says: %o', (reason, some) => {
    expect(missedReason(asked(some), NOW)).toBe(reason)
  })

  test('from the very hour on in which nothing was chosen', () => {
    const at = (ms: number) => missedReason(asked({ askedAt: new Date(NOW.getTime() - ms) }), NOW)
    expect([at(IGNORED_AFTER_MS - 1), at(IGNORED_AFTER_MS)]).toEqual(['later', 'ignored'])
  })
})

describe('heat', () => {
  const one = (days: number, some: Partial<CountedQuestion> = {}): CountedQuestion => {
    return { at: new Date(NOW.getTime() - days * DAY_MS), reason: 'unanswered', who: null, ...some }
  }

  test('is the number of questions of today, and half of it a half-life later', () => {
    const heat = heatOf([one(0), one(0), one(0)])
    expect(worthToday(heat, NOW)).toBeCloseTo(3)
    expect(worthToday(heat, new Date(NOW.getTime() + HALF_LIFE_DAYS * DAY_MS))).toBeCloseTo(1.5)
    expect(worthToday(heatOf([one(HALF_LIFE_DAYS)]), NOW)).toBeCloseTo(0.5)
  })

  test('counts one person once a day, by the strongest sign', () => {
    const who = 'somebody'
    expect(worthToday(heatOf([one(0, { who }), one(0, { who, reason: 'ignored' }), one(0, { who })]), NOW)).toBeCloseTo(
      1,
    )
    expect(worthToday(heatOf([one(0, { who }), one(0, { who: 'another' })]), NOW)).toBeCloseTo(2)
  })

  test('takes days as they are in Japan', () => {
    const heat = (...times: readonly string[]) =>
      worthToday(heatOf(times.map(at => ({ ...one(0), at: new Date(at), who: 'somebody' }))), NOW)
    const midnight = heat('2026-11-30T14:59:00Z', '2026-11-30T15:01:00Z')
    const nineInTheMorning = heat('2026-11-29T23:59:00Z', '2026-11-30T00:01:00Z')
    expect(midnight / nineInTheMorning).toBeCloseTo(2, 1)
  })

  test('of no questions at all is below every other', () => {
    expect(heatOf([])).toBeLessThan(heatOf([one(36_500)]))
  })

  test('orders clusters as their sums would on any later day', () => {
    const questions = fc.array(fc.record({ days: fc.integer({ min: 0, max: 900 }), half: fc.boolean() }), {
      minLength: 1,
      maxLength: 20,
    })
    const worth = (list: readonly { days: number; half: boolean }[], later: number) =>
      list.reduce(
        (sum, { days, half }) => sum + (half ? REASON_WEIGHTS.ignored : 1) * 2 ** (-(days + later) / HALF_LIFE_DAYS),
        0,
      )
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 300 }), (list, later) => {
        const heat = heatOf(list.map(({ days, half }) => one(days, { reason: half ? 'ignored' : 'unanswered' })))
        const today = new Date(NOW.getTime() + later * DAY_MS)
        expect(worthToday(heat, today) / worth(list, later)).toBeCloseTo(1, 6)
      }),
    )
  })
})
