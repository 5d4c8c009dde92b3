// The day by which a section should look at an entry again, as it is suggested: the end of a fiscal year, when duties change hands.
import { addDays, type CalendarDate, fiscalYearBounds, fiscalYearOf } from '../fiscal-year.ts'

/** What was written in the last months of a year need not be looked at in the same year. */
const MONTHS_AT_LEAST = 6

export function suggestReviewBy(today: CalendarDate): CalendarDate {
  const [year = 0, month = 0, day = 0] = today.split('-').map(Number)
  const earliest = new Date(Date.UTC(year, month - 1 + MONTHS_AT_LEAST, day)).toISOString().slice(0, 10)
  const { before } = fiscalYearBounds(fiscalYearOf(earliest))
  return addDays(before, -1)
}
