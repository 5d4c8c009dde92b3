// An instant as people in Japan read it: the date in the Japanese calendar, and the time of day.
import { html } from 'hono/html'
import { dateInJapan, formatJapaneseDate } from '../core/fiscal-year.ts'
import type { Html } from './html.ts'

const timeOfDay = new Intl.DateTimeFormat('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' })

export function momentHtml(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${momentWords(at)}</time>`
}

export function momentWords(at: Date): string {
  return `${formatJapaneseDate(dateInJapan(at))} ${timeOfDay.format(at)}`
}
