// A moment as pages of this area show it: the day in 令和, and the time.
import { dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'

const TIME = new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' })

export function momentText(instant: Date): string {
  return `${formatJapaneseDate(dateInJapan(instant))} ${TIME.format(instant)}`
}
