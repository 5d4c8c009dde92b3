// The fiscal year (年度): 1 April to 31 March in Asia/Tokyo.

/** A calendar date in Japan, `YYYY-MM-DD`. */
export type CalendarDate = string

const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000 // Japan has kept UTC+9 without summer time since 1952.
const DATE_FORM = /^(\d{4})-(\d{2})-(\d{2})$/u

/** The calendar date in Japan at an instant. */
export function dateInJapan(instant: Date): CalendarDate {
  return clockInJapan(instant).slice(0, 10)
}

/** What calendar and clock in Japan show at an instant, `YYYY-MM-DDTHH:mm:ss`. */
export function clockInJapan(instant: Date): string {
  return new Date(instant.getTime() + JAPAN_OFFSET_MS).toISOString().slice(0, 19)
}

/** True for a `YYYY-MM-DD` that exists in the calendar (so not 2026-02-30). */
export function isCalendarDate(text: string): boolean {
  if (!DATE_FORM.test(text)) return false
  const parsed = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
}

/** The year in which the fiscal year of a date began: 2027-03-31 → 2026. */
export function fiscalYearOf(date: CalendarDate): number {
  const match = DATE_FORM.exec(date)
  if (match === null) throw new RangeError(`expected a date as YYYY-MM-DD, got "${date}"`)
  const year = Number(match[1])
  return Number(match[2]) >= 4 ? year : year - 1
}

/** First day, and the first day after, of a fiscal year. */
export function fiscalYearBounds(year: number): { readonly from: CalendarDate; readonly before: CalendarDate } {
  return { from: `${year}-04-01`, before: `${year + 1}-04-01` }
}

const DAY_MS = 24 * 60 * 60 * 1000
const eraShort = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'narrow', year: 'numeric', timeZone: 'UTC' })
const eraYear = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', timeZone: 'UTC' })
const eraDate = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'UTC' })

/** 「令和8年度（2026年度）」. */
export function formatFiscalYear(year: number): string {
  return `${formatFiscalYearInEra(year)}（${year}年度）`
}

/**
 * 「令和8年度」. A fiscal year in which the era changed bears the new one, as public offices wrote 令和元年度 for all of 2019: the
 * era of its last day of December.
 */
export function formatFiscalYearInEra(year: number): string {
  return `${eraYear.format(lastOfDecember(year))}度`
}

/** 「R8」, as the heads of narrow columns have it. */
export function formatFiscalYearShort(year: number): string {
  return eraShort
    .formatToParts(lastOfDecember(year))
    .filter(({ type }) => type === 'era' || type === 'year')
    .map(({ value }) => value)
    .join('')
}

function lastOfDecember(year: number): Date {
  return new Date(Date.UTC(year, 11, 31))
}

/** The day so many days later (earlier where negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** 0 for Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay()
}

/** Days from one date to another. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** 「令和8年4月1日」. */
export function formatJapaneseDate(date: CalendarDate): string {
  return eraDate.format(new Date(`${date}T00:00:00Z`))
}
