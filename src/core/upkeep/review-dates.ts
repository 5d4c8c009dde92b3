// Days around a review date.
import type { CalendarDate } from '../fiscal-year.ts'

/** A section is told so many days before a review date; lists call this soon. */
export const AHEAD_DAYS = 30

/** What an editor may choose for the next review: half a year, one, two. */
export const REVIEW_MONTHS = [6, 12, 24] as const

/** The same day some months later; the last of the month where it has no such day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(day, last.getUTCDate())))
    .toISOString()
    .slice(0, 10)
}
