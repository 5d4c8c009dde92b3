// Days on which offices are closed: Saturdays and Sundays, public holidays by the Act on National Holidays as it stands since
// 2022, and the turn of the year (29 December to 3 January), as the ordinances of prefectures have it.
import { addDays, type CalendarDate, weekdayOf } from './fiscal-year.ts'

/** Whether offices are closed on the day. Days of an office's own, or of a law to come, are given beside it. */
export function isOfficeClosed(date: CalendarDate, ownDays: readonly CalendarDate[] = []): boolean {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))]
  const isTurnOfYear = (month === 12 && day >= 29) || (month === 1 && day <= 3)
  return weekdayOf(date) % 6 === 0 || isTurnOfYear || isHoliday(date) || ownDays.includes(date)
}

/** A public holiday, with substitutes (振替休日) and days between two holidays (国民の休日). */
export function isHoliday(date: CalendarDate): boolean {
  if (isNamedHoliday(date)) return true
  return isSubstitute(date) || (isNamedHoliday(addDays(date, -1)) && isNamedHoliday(addDays(date, 1)))
}

/** The first day after a holiday on a Sunday that is none itself. */
function isSubstitute(date: CalendarDate): boolean {
  for (let day = addDays(date, -1); isNamedHoliday(day); day = addDays(day, -1)) {
    if (weekdayOf(day) === 0) return true
  }
  return false
}

const FIXED_DAYS: ReadonlySet<string> = new Set([
  '01-01',
  '02-11',
  '02-23',
  '04-29',
  '05-03',
  '05-04',
  '05-05',
  '08-11',
  '11-03',
  '11-23',
])
/** 成人の日、海の日、敬老の日、スポーツの日: the n-th Monday of a month. */
const MONDAYS: ReadonlyMap<number, number> = new Map([
  [1, 2],
  [7, 3],
  [9, 3],
  [10, 2],
])

function isNamedHoliday(date: CalendarDate): boolean {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  if (FIXED_DAYS.has(date.slice(5))) return true
  if (month === 3) return day === equinox(year, SPRING)
  if (month === 9 && day === equinox(year, AUTUMN)) return true
  return weekdayOf(date) === 1 && MONDAYS.get(month) === Math.ceil(day / 7)
}

/** Days of March and of September by the usual approximation, right until 2099; the year's own are announced each February. */
const [SPRING, AUTUMN] = [20.8431, 23.2488]
const TROPICAL_DRIFT_DAYS = 0.242194

function equinox(year: number, base: number): number {
  const years = year - 1980
  return Math.floor(base + TROPICAL_DRIFT_DAYS * years - Math.floor(years / 4))
}
