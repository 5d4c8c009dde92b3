// When which monthly report is due: after a quiet time all that were missed, each once.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatJapaneseMonth,
  isMonth,
  latestDue,
  monthsBetween,
  monthsDue,
  nextMonth,
  periodOf,
  previousMonth,
} from '../../../src/core/kpi/report-month.ts'

describe('a month', () => {
  test('is followed by the next one, over the end of a year and of a leap February', () => {
    expect(nextMonth('2026-12')).toBe('2027-01')
    expect(nextMonth('2028-02')).toBe('2028-03')
    expect(previousMonth('2027-01')).toBe('2026-12')
    expect(periodOf('2028-02')).toEqual({ from: '2028-02-01', before: '2028-03-01' })
  })

  test('is written in its era, the month in which the era changed in both', () => {
    expect(formatJapaneseMonth('2019-04')).toBe('平成31年4月')
    expect(formatJapaneseMonth('2019-05')).toBe('令和元年5月')
    expect(formatJapaneseMonth('2026-10')).toBe('令和8年10月')
  })

  test('is what looks like one', () => {
    expect(['2026-01', '2026-12'].every(isMonth)).toBe(true)
    expect(['2026-13', '2026-1', '2026-00', '2026-10-01', ''].some(isMonth)).toBe(false)
  })
})

describe('a report', () => {
  test('is due on the first of the next month at six in the morning in Japan, and not before', () => {
    expect(latestDue(new Date('2026-10-31T20:59:59Z'))).toBe('2026-09')
    expect(latestDue(new Date('2026-10-31T21:00:00Z'))).toBe('2026-10')
    expect(latestDue(new Date('2026-12-31T21:00:00Z'))).toBe('2026-12')
  })

  test('of the last month is the first one ever made', () => {
    expect(monthsDue(new Date('2026-11-15T00:00:00Z'), [])).toEqual(['2026-10'])
  })

  test('that was missed is caught up, a year at most, and none twice', () => {
    const now = new Date('2026-11-15T00:00:00Z')
    expect(monthsDue(now, ['2026-07', '2026-06'])).toEqual(['2026-08', '2026-09', '2026-10'])
    expect(monthsDue(now, ['2026-10'])).toEqual([])
    expect(monthsDue(now, ['2020-01'])).toEqual(monthsBetween('2025-11', '2026-10'))
  })

  test('is made once, whenever anybody looks', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(hours, waits => {
        const made: string[] = []
        let at = Date.parse('2026-01-31T20:00:00Z')
        for (const wait of waits) {
          at += wait * 3_600_000
          made.push(...monthsDue(new Date(at), made))
        }
        expect(made).toEqual([...new Set(made)].toSorted())
        expect(made).toEqual(monthsBetween(made[0] ?? '', latestDue(new Date(at))))
      }),
    )
  })
})
