// When a ticket is due: so many weekdays after it was opened. Public holidays are not known here; they make it stricter.
import type { CalendarDate } from '../fiscal-year.ts'

const SATURDAY = 6
const SUNDAY = 0

/** The date so many weekdays (Monday to Friday) after a date. */
export function addWeekdays(date: CalendarDate, weekdays: number): CalendarDate {
  const day = new Date(`${date}T00:00:00Z`)
  let left = weekdays
  while (left > 0) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (day.getUTCDay() !== SATURDAY && day.getUTCDay() !== SUNDAY) left -= 1
  }
  return day.toISOString().slice(0, 10)
}
