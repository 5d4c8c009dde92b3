// Months as reports count them: `YYYY-MM`, from the first day to the last.
import { addDays, type CalendarDate, dateInJapan } from '../fiscal-year.ts'
import type { Period } from '../ports/figures.ts'

/** `YYYY-MM`. */
export type Month = string

const MONTH_FORM = /^\d{4}-(0[1-9]|1[0-2])$/u

/** The last month's report is made on the first of the month at six in the morning, before people come to work. */
export const REPORT_HOUR = 6

/** More were never read: what was missed for longer can be opened on its page. */
const MONTHS_CAUGHT_UP_MAX = 12

const HOUR_MS = 60 * 60 * 1000

export function isMonth(text: string): boolean {
  return MONTH_FORM.test(text)
}

export function monthOf(date: CalendarDate): Month {
  return date.slice(0, 7)
}

export function nextMonth(month: Month): Month {
  return monthOf(addDays(`${month}-01`, 31))
}

export function previousMonth(month: Month): Month {
  return monthOf(addDays(`${month}-01`, -1))
}

export function periodOf(month: Month): Period {
  return { from: `${month}-01`, before: `${nextMonth(month)}-01` }
}

/** The newest month whose report is due. */
export function latestDue(now: Date): Month {
  return previousMonth(monthOf(dateInJapan(new Date(now.getTime() - REPORT_HOUR * HOUR_MS))))
}

/** Months whose reports are to be made now, oldest first: those after the newest that was made, and at first the last one. */
export function monthsDue(now: Date, made: readonly Month[]): readonly Month[] {
  const latest = latestDue(now)
  const newest = made.toSorted().at(-1)
  if (newest === undefined) return [latest]
  return monthsBetween(nextMonth(newest), latest).slice(-MONTHS_CAUGHT_UP_MAX)
}

/** From the first to the last, both included. */
export function monthsBetween(first: Month, last: Month): readonly Month[] {
  const months: Month[] = []
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month)
  return months
}

/** Every month of which a day belongs to the period. */
export function monthsOf({ from, before }: Period): readonly Month[] {
  return monthsBetween(monthOf(from), monthOf(addDays(before, -1)))
}

const inEra = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})

/** 「令和8年10月」. */
export function formatJapaneseMonth(month: Month): string {
  return inEra.format(new Date(`${month}-01T00:00:00Z`))
}
