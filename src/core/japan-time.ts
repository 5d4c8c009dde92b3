// Times of day in Japan, as people type and read them.
import { dateInJapan, formatJapaneseDate } from './fiscal-year.ts'

const timeOfDay = new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' })

/** 「令和8年4月1日 09:00」. */
export function formatMoment(instant: Date): string {
  return `${formatJapaneseDate(dateInJapan(instant))} ${timeOfDay.format(instant)}`
}
