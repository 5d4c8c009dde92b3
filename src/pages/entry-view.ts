// One official entry as HTML: its words, who answers for them, since when, and on what ground.
import { html } from 'hono/html'
import { groundOf } from '../core/basis-link.ts'
import { type Entry, isReviewOverdue } from '../core/entry.ts'
import { type CalendarDate, formatJapaneseDate } from '../core/fiscal-year.ts'
import { conversationMessages } from '../core/messages/ja/conversation.ts'
import type { Html } from './html.ts'
import { renderMarkdown } from './markdown.ts'

const text = conversationMessages.answer

export interface EntryView {
  /** For headings inside the answer. */
  readonly headingLevel: number
  readonly today: CalendarDate
}

/** Answer and particulars, without the heading. */
export function entryBodyHtml(entry: Entry, { headingLevel, today }: EntryView): Html {
  return html`${reviewDueHtml(entry, today)}<div class="prose">${renderMarkdown(entry.answer, headingLevel)}</div>
<dl class="particulars">
  <div><dt>${text.section}</dt><dd>${entry.section.name}</dd></div>
  <div><dt>${text.revisedOn}</dt><dd><time datetime="${entry.revisedOn}">${dateInBothCalendars(entry.revisedOn)}</time></dd></div>
  ${entry.basis.length > 0 && basisHtml(entry.basis)}
</dl>`
}

function reviewDueHtml(entry: Entry, today: CalendarDate): Html {
  if (entry.reviewBy === null || !isReviewOverdue(entry, today)) return html``
  return html`<p class="review-due"><span class="chip chip-caution">${text.reviewDue}</span>${text.reviewDueText(formatJapaneseDate(entry.reviewBy))}</p>
`
}

export function entryUrl(id: string): string {
  return `/entries/${encodeURIComponent(id)}`
}

function basisHtml(basis: readonly string[]): Html {
  return html`<div><dt>${text.basis}</dt><dd><ul>${basis.map(ground => html`<li>${groundHtml(ground)}</li>`)}</ul></dd></div>`
}

function groundHtml(basis: string): Html {
  const ground = groundOf(basis)
  return ground.url === null ? html`${ground.text}` : html`<a href="${ground.url}">${ground.text}</a>`
}

function dateInBothCalendars(date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number)
  return text.bothCalendars(formatJapaneseDate(date), text.gregorian(year ?? 0, month ?? 0, day ?? 0))
}
