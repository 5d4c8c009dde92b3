// Entries whose review date has come or comes soon, each with the button by which its section says that it still holds.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { upkeepMessages } from '../../src/core/messages/ja/admin/upkeep.ts'
import type { DueEntry, UpkeepPage } from '../../src/core/ports/upkeep.ts'
import { REVIEW_MONTHS } from '../../src/core/upkeep/review-dates.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { dateHtml, entryLink, filterForm, pagesHtml, sectionChoice, tableHtml } from './list-parts.ts'

const { reviews: texts, columns, filter } = upkeepMessages

export const SPANS = ['overdue', 'soon'] as const
export type Span = (typeof SPANS)[number]

export interface ReviewsView {
  readonly sections: readonly Section[]
  readonly sectionCode: string
  readonly span: Span
  readonly page: number
  readonly due: UpkeepPage<DueEntry>
  readonly mayConfirm: (sectionCode: string) => boolean
  /** What was just confirmed, in a sentence; null where nothing was. */
  readonly done: string | null
}

export const REVIEWS_PATH = '/admin/upkeep/reviews'

export function reviewsPage(view: ReviewsView): AdminPage {
  const { sections, sectionCode, span, page, due } = view
  const query = { section: sectionCode, span }
  const spans = SPANS.map(value => ({ value, label: texts.spans[value] }))
  const main = html`<h1>${texts.title}</h1>
${view.done !== null && doneHtml(view.done)}
<p class="lead">${texts.lead}</p>
${filterForm(REVIEWS_PATH, [{ name: 'span', label: filter.span, options: spans, chosen: span }, sectionChoice(sections, sectionCode)])}
${due.entries.length === 0 ? html`<p>${texts.none}</p>` : dueTable(view)}
${pagesHtml({ path: REVIEWS_PATH, query, page, total: due.total })}`
  return { title: texts.title, main, place: '/admin/upkeep' }
}

function doneHtml(sentence: string): Html {
  const body = html`<p>${sentence}</p>`
  return noticeHtml({ kind: 'success', heading: texts.doneHeading, headingLevel: 2, body, focusId: 'done' })
}

function dueTable(view: ReviewsView): Html {
  const head = [columns.entry, columns.section, columns.reviewBy, columns.action]
  return tableHtml(
    texts.caption,
    head,
    view.due.entries.map(entry => rowHtml(entry, view)),
  )
}

function rowHtml(entry: DueEntry, view: ReviewsView): Html {
  return html`<tr><th scope="row">${entryLink(entry)}</th>
<td>${entry.section.name}</td>
<td>${dateHtml(entry.reviewBy)} ${view.span === 'overdue' && html`<span class="badge badge-caution">${texts.due}</span>`}</td>
<td>${view.mayConfirm(entry.section.code) ? confirmForm(entry, view) : texts.otherSection}</td></tr>
`
}

function confirmForm({ id, question, revision }: DueEntry, { span, sectionCode }: ReviewsView): Html {
  const field = `months-${id}`
  return html`<form class="confirm" method="post" action="/admin/upkeep/entries/${encodeURIComponent(id)}/confirm">
  <input type="hidden" name="seen" value="${revision}"><input type="hidden" name="span" value="${span}">
  <input type="hidden" name="section" value="${sectionCode}">
  <label for="${field}">${texts.next}<span class="visually-hidden">（${texts.nextOf(question)}）</span></label>
  <select class="input input-short" id="${field}" name="months">${REVIEW_MONTHS.map(
    months => html`<option value="${months}" ${months === 12 && 'selected'}>${texts.months[months]}</option>`,
  )}</select>
  <button class="button button-outline" type="submit">${texts.confirm}<span class="visually-hidden">（${question}）</span></button>
</form>`
}
