import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dateInJapan,
  fiscalYearBounds,
  fiscalYearOf,
  formatFiscalYear,
  formatJapaneseDate,
  isCalendarDate,
} from '../../src/core/fiscal-year.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const calendarDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
  .map(instant => instant.toISOString().slice(0, 10))

describe('dateInJapan', () => {
  test.each([
    ['the last millisecond of the fiscal year', '2026-03-31T14:59:59.999Z', '2026-03-31'],
    ['the first millisecond of the next', '2026-03-31T15:00:00.000Z', '2026-04-01'],
    ['the last millisecond of a leap day', '2024-02-29T14:59:59.999Z', '2024-02-29'],
    ['the day after a leap day', '2024-02-29T15:00:00.000Z', '2024-03-01'],
    ['the day after 28 February of a plain year', '2026-02-28T15:00:00.000Z', '2026-03-01'],
    ['New Year in Japan, still the old year in UTC', '2026-12-31T15:00:00.000Z', '2027-01-01'],
  ])('knows %s', (_, instant, date) => {
    expect(dateInJapan(new Date(instant))).toBe(date)
  })
})

describe('fiscalYearOf', () => {
  test.each([
    ['2026-03-31', 2025],
    ['2026-04-01', 2026],
    ['2026-12-31', 2026],
    ['2027-01-01', 2026],
    ['2027-03-31', 2026],
    ['2027-04-01', 2027],
    ['2024-02-29', 2023],
  ])('puts %s into %i', (date, year) => {
    expect(fiscalYearOf(date)).toBe(year)
  })

  test('turns at midnight in Japan, not in UTC', () => {
    expect(fiscalYearOf(dateInJapan(new Date('2026-03-31T14:59:59.999Z')))).toBe(2025)
    expect(fiscalYearOf(dateInJapan(new Date('2026-03-31T15:00:00.000Z')))).toBe(2026)
  })

  test.each(['', '2026', '2026/04/01', '２０２６-04-01', '2026-04-01T00:00:00Z'])('refuses %j', text => {
    expect(() => fiscalYearOf(text)).toThrow(RangeError)
  })
})

describe('fiscalYearBounds', () => {
  test('runs from 1 April to before the next 1 April', () => {
    expect(fiscalYearBounds(2026)).toEqual({ from: '2026-04-01', before: '2027-04-01' })
  })

  test('holds every date of its fiscal year and no other', () => {
    fc.assert(
      fc.property(calendarDate, date => {
        const { from, before } = fiscalYearBounds(fiscalYearOf(date))
        expect(from <= date && date < before).toBe(true)
      }),
    )
  })
})

describe('isCalendarDate', () => {
  test('knows every day that exists in 2023 to 2028, and no other', () => {
    const days = new Set<string>()
    for (let at = Date.UTC(2023, 0, 1); at < Date.UTC(2029, 0, 1); at += DAY_MS) {
      days.add(new Date(at).toISOString().slice(0, 10))
    }
    const two = (number: number) => String(number).padStart(2, '0')
    for (let year = 2023; year <= 2028; year += 1) {
      for (let month = 0; month <= 13; month += 1) {
        for (let day = 0; day <= 32; day += 1) {
          const text = `${year}-${two(month)}-${two(day)}`
          expect([text, isCalendarDate(text)]).toEqual([text, days.has(text)])
        }
      }
    }
  })

  test.each([
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2024-02-29', true],
    ['2100-02-29', false],
  ])('knows that %s is a leap day: %s', (text, exists) => {
    expect(isCalendarDate(text)).toBe(exists)
  })

  test.each([
    '',
    '2026-4-1',
    '26-04-01',
    '２０２６-０４-０１',
    ' 2026-04-01',
    '2026-04-01\n',
    '2026-04-01T00:00:00Z',
    '令和8年4月1日',
  ])('refuses %j', text => {
    expect(isCalendarDate(text)).toBe(false)
  })
})

describe('Japanese dates', () => {
  test.each([
    [1988, '昭和63年度（1988年度）'],
    [1989, '平成元年度（1989年度）'],
    [2018, '平成30年度（2018年度）'],
    [2018, '平成30年度（2018年度）'],
    [2019, '令和元年度（2019年度）'], // 令和 began on 1 May: public offices wrote the new era for the whole year
    [2020, '令和2年度（2020年度）'],
    [2026, '令和8年度（2026年度）'],
  ])('name the fiscal year %i by the era of its first day', (year, text) => {
    expect(formatFiscalYear(year)).toBe(text)
  })

  test.each([
    ['2019-04-30', '平成31年4月30日'],
    ['2019-05-01', '令和元年5月1日'],
    ['2020-02-29', '令和2年2月29日'],
    ['2026-04-01', '令和8年4月1日'],
  ])('write %s as %s', (date, text) => {
    expect(formatJapaneseDate(date)).toBe(text)
  })
})
