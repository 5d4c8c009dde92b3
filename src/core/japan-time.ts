// Times of day in Japan, as people type and read them.
import { type CalendarDate, dateInJapan, formatJapaneseDate, isCalendarDate } from './fiscal-year.ts'

const TIME_FORM = /^([01]\d|2[0-3]):([0-5]\d)$/u

/** The instant of a date and a time of day (HH:mm) in Japan; null for what is no such thing. */
export function instantInJapan(date: string, time: string): Date | null {
  if (!isCalendarDate(date) || !TIME_FORM.test(time)) return null
  return new Date(`${date}T${time}:00+09:00`)
}

/** The first moment of a day in Japan. */
export function startOfDay(date: CalendarDate): Date {
  return new Date(`${date}T00:00:00+09:00`)
}

/** The first moment of the day after the one in Japan that an instant belongs to. */
export function nextMidnight(instant: Date): Date {
  return new Date(startOfDay(dateInJapan(instant)).getTime() + DAY_MS)
}

const DAY_MS = 24 * 60 * 60 * 1000 // Japan has no summer time.

const timeOfDay = new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' })

/** 「令和8年4月1日 09:00」. */
export function formatMoment(instant: Date): string {
  return `${formatJapaneseDate(dateInJapan(instant))} ${timeOfDay.format(instant)}`
}
