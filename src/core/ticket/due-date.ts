// When a ticket is due: so many working days after it was opened.
import { addDays, type CalendarDate } from '../fiscal-year.ts'

/** The date so many working days after a date; `isClosed` tells the days that do not count. */
export function addWorkingDays(
  date: CalendarDate,
  days: number,
  isClosed: (day: CalendarDate) => boolean,
): CalendarDate {
  let day = date
  for (let left = days; left > 0; ) {
    day = addDays(day, 1)
    if (!isClosed(day)) left -= 1
  }
  return day
}
