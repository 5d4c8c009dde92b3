import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { formatMoment, instantInJapan, nextMidnight, startOfDay } from '../../src/core/japan-time.ts'

test('a time typed in Japan is nine hours ahead of UTC', () => {
  expect(instantInJapan('2026-04-01', '00:00')?.toISOString()).toBe('2026-03-31T15:00:00.000Z')
  expect(instantInJapan('2026-04-01', '23:59')?.toISOString()).toBe('2026-04-01T14:59:00.000Z')
})

test('what is no date or no time is nothing', () => {
  for (const [date, time] of [
    ['2026-02-30', '09:00'],
    ['', '09:00'],
    ['2026-04-01', '24:00'],
    ['2026-04-01', '9:00'],
    ['2026-04-01', ''],
    ['令和8年4月1日', '09:00'],
  ] as const) {
    expect([date, time, instantInJapan(date, time)]).toEqual([date, time, null])
  }
})

test('is read in the Japanese calendar', () => {
  expect(formatMoment(new Date('2026-04-01T00:05:00Z'))).toBe('令和8年4月1日 09:05')
})

test('the next midnight is the next instant at which the date in Japan is another', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), instant => {
      const midnight = nextMidnight(instant)
      expect(midnight.getTime()).toBeGreaterThan(instant.getTime())
      expect(dateInJapan(new Date(midnight.getTime() - 1))).toBe(dateInJapan(instant))
      expect(dateInJapan(midnight)).not.toBe(dateInJapan(instant))
      expect(startOfDay(dateInJapan(midnight))).toEqual(midnight)
    }),
  )
})
