// The questions that make up a figure. Who asked is not shown; personal data in a text is masked.
import { html } from 'hono/html'
import { isAnswerFor, type Scope } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { addDays, type CalendarDate } from '../../src/core/fiscal-year.ts'
import { maskPersonalData } from '../../src/core/masking/mask-personal-data.ts'
import { kpiTexts as texts } from '../../src/core/messages/ja/admin/kpi.ts'
import { type AskedQuestion, QUESTIONS_OF, type QuestionsOf } from '../../src/core/ports/figures.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import type { AdminPage } from '../layout.ts'

const { questionList: list } = texts

export interface QuestionsView {
  readonly from: CalendarDate
  readonly before: CalendarDate
  readonly of: QuestionsOf
  readonly total: number
  readonly questions: readonly AskedQuestion[]
  /** Those that were shown first, by id. */
  readonly entries: ReadonlyMap<string, Entry>
  readonly scope: Scope
  readonly today: CalendarDate
  readonly employeeNumberForms: readonly string[]
  readonly newer: string | null
  readonly older: string | null
}

export interface QuestionsQuery {
  readonly from: CalendarDate
  readonly before: CalendarDate
  readonly of?: QuestionsOf
}

/** The address of the list that makes up a count of questions. */
export function questionsLink({ from, before, of = 'asked' }: QuestionsQuery): string {
  return `/admin/kpi/questions?${new URLSearchParams({ from, before, of }).toString()}`
}

export function questionsPage(view: QuestionsView): AdminPage {
  const { from, before, of, total, questions, newer, older } = view
  const main = html`<h1>${list.title}</h1>
<p class="lead">${list.lead(from, addDays(before, -1))}${texts.list.total(total)}</p>
<nav class="years" aria-label="${list.kinds}"><ul>${QUESTIONS_OF.map(
    kind =>
      html`<li><a href="${questionsLink({ from, before, of: kind })}"${kind === of && html` aria-current="page"`}>${list.of[kind]}</a></li>`,
  )}</ul></nav>
${questions.length === 0 ? html`<p>${list.none}</p>` : questionTable(view)}
<p class="pages">${newer !== null && html`<a href="${newer}">${texts.list.newer}</a>`} ${older !== null && html`<a href="${older}">${texts.list.older}</a>`}</p>
<p class="button-row"><a class="button button-outline" href="/admin/kpi">${texts.list.back}</a></p>`
  return { title: list.title, main, place: '/admin/kpi' }
}

function questionTable(view: QuestionsView): Html {
  const { askedAt, text, outcome, entry, said } = list.columns
  return html`<div class="table-scroll" role="region" aria-label="${list.caption}" tabindex="0"><table class="table">
<caption>${list.caption}</caption>
<thead><tr><th scope="col">${askedAt}</th><th scope="col">${text}</th><th scope="col">${outcome}</th><th scope="col">${entry}</th><th scope="col">${said}</th></tr></thead>
<tbody>${view.questions.map(question => questionRow(question, view))}</tbody></table></div>`
}

function questionRow({ askedAt, text, outcome, entryId, said }: AskedQuestion, view: QuestionsView): Html {
  const { employeeNumberForms } = view
  const masked = maskPersonalData(text, { employeeNumberForms }).text
  return html`<tr><td>${momentHtml(askedAt)}</td><td>${masked}</td><td>${list.of[outcome]}</td><td>${entryHtml(entryId, view)}</td><td>${said === null ? '' : list.of[said]}</td></tr>
`
}

/** One that the reader may not see was shown to somebody who may. */
function entryHtml(entryId: string | null, { entries, scope, today }: QuestionsView): Html {
  const entry = entryId === null ? undefined : entries.get(entryId)
  if (entry === undefined) return html``
  if (!isAnswerFor(entry, scope, today)) return html`${list.hidden}`
  return html`<a href="/admin/entries/${encodeURIComponent(entry.id)}">${entry.question}</a>`
}
