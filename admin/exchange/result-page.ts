// What the check of a file found, before anything is written: how many rows of each kind, the rows themselves, and the decision.
import { html } from 'hono/html'
import { COLUMNS, STATUS_WORDS } from '../../src/adapters/entry-files/fields.ts'
import { ENTRY_STATUSES } from '../../src/core/entry.ts'
import {
  type CheckedRow,
  type FieldChange,
  type ImportJob,
  mayApply,
  ROW_VERDICTS,
  type RowVerdict,
} from '../../src/core/exchange/import-job.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { stepsHtml } from './steps.ts'

export const ROWS_PER_PAGE = 50

export interface ResultView {
  readonly job: ImportJob
  readonly verdict: RowVerdict
  readonly rows: readonly CheckedRow[]
  readonly page: number
  readonly pages: number
}

export function resultPage(view: ResultView): AdminPage {
  const { job, verdict } = view
  const title = texts.jobTitle(job.fileName)
  const counts = job.summary?.counts
  const main = html`<h1>${title}</h1>
${stepsHtml(2)}
<h2>${texts.resultHeading}</h2>
${countsHtml(view)}
${(counts?.error ?? 0) > 0 && errorNotice(job)}
${(counts?.error ?? 0) === 0 && !mayApply(job) && html`<p>${texts.nothingToDo}</p>`}
${mayApply(job) && applyForm(job)}
<div class="button-row actions"><a class="button button-outline" href="/admin/exchange/jobs/${job.id}?step=read">${texts.chooseAgain}</a>
<form method="post" action="/admin/exchange/jobs/${job.id}/cancel"><button class="button button-outline" type="submit">${texts.cancel}</button></form></div>
<section><h2>${texts.rowsCaption(texts.counts[verdict])}</h2>
${view.rows.length === 0 ? html`<p>${texts.none}</p>` : rowsHtml(view)}
${view.pages > 1 && pagesHtml(view)}
</section>`
  return { title, main }
}

function countsHtml({ job, verdict }: ResultView): Html {
  const { counts, comparedByMeaning = 0 } = job.summary ?? {}
  return html`<nav aria-label="${texts.countsLabel}"><ul class="verdicts">${ROW_VERDICTS.map(
    one =>
      html`<li><a href="/admin/exchange/jobs/${job.id}?show=${one}"${one === verdict && html` aria-current="true"`}><span>${texts.counts[one]}</span> <strong>${texts.countOf(counts?.[one] ?? 0)}</strong></a></li>`,
  )}</ul></nav>
${counts !== undefined && comparedByMeaning < counts.new && html`<p>${texts.comparedByMeaning(comparedByMeaning)}</p>`}`
}

function errorNotice({ id, summary }: ImportJob): Html {
  const body = html`<p>${texts.downloadErrorsHint}</p>
<p class="button-row"><a class="button button-outline" href="/admin/exchange/jobs/${id}/errors" download>${texts.downloadErrors}</a></p>`
  return noticeHtml({ kind: 'error', heading: texts.errorsFirst(summary?.counts.error ?? 0), headingLevel: 3, body })
}

function applyForm({ id, summary }: ImportJob): Html {
  const counts = summary?.counts
  return html`<section aria-labelledby="apply"><h3 id="apply">${texts.applyHeading}</h3>
<form class="form" method="post" action="/admin/exchange/jobs/${id}/apply">
<p>${texts.applyLead(counts?.new ?? 0, counts?.changed ?? 0)}</p>
${(counts?.duplicate ?? 0) > 0 && html`<label class="choice"><input type="checkbox" name="withDuplicates" value="on">${texts.withDuplicates(counts?.duplicate ?? 0)}</label>`}
<p class="button-row"><button class="button button-solid" type="submit">${texts.apply}</button></p>
</form></section>`
}

function rowsHtml({ verdict, rows }: ResultView): Html {
  if (verdict === 'changed') return html`${rows.map(row => row.verdict === 'changed' && changesHtml(row))}`
  const last = verdict === 'error' ? texts.reason : verdict === 'duplicate' ? texts.similar : null
  const caption = texts.rowsCaption(texts.counts[verdict])
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table">
<caption class="visually-hidden">${caption}</caption>
<thead><tr><th scope="col">${texts.line}</th><th scope="col">${verdict === 'error' ? texts.content : texts.id}</th>${verdict !== 'error' && verdict !== 'unchanged' && html`<th scope="col">${texts.question}</th>`}${last !== null && html`<th scope="col">${last}</th>`}</tr></thead>
<tbody>${rows.map(rowHtml)}</tbody>
</table></div>`
}

function rowHtml(row: CheckedRow): Html {
  const line = html`<th scope="row" class="number">${String(row.line)}</th>`
  switch (row.verdict) {
    case 'error':
      return html`<tr>${line}<td class="cells">${shorten(row.cells.filter(cell => cell.trim() !== '').join(' / '))}</td><td>${reasonsHtml(row.reasons)}</td></tr>
`
    case 'unchanged':
      return html`<tr>${line}<td>${row.entryId}</td></tr>
`
    case 'duplicate': {
      const { entryId, question, line: at } = row.similar
      const where = at === null ? html`<a href="/admin/entries/${entryId}">${entryId}</a>` : texts.sameFile(at)
      return html`<tr>${line}<td>${row.input.id}</td><td>${row.input.question}</td><td>${where}<br>${question}</td></tr>
`
    }
    case 'new':
    case 'changed':
      return html`<tr>${line}<td>${row.input.id}</td><td>${row.input.question}</td></tr>
`
    default:
      return row satisfies never
  }
}

function reasonsHtml(reasons: readonly string[]): Html {
  const [only] = reasons
  return reasons.length === 1 ? html`${only}` : html`<ul>${reasons.map(reason => html`<li>${reason}</li>`)}</ul>`
}

function changesHtml({ line, input, changes }: Extract<CheckedRow, { verdict: 'changed' }>): Html {
  return html`<div class="table-scroll" role="region" aria-label="${texts.changesOf(line, input.id)}" tabindex="0"><table class="table field-changes">
<caption>${texts.changesOf(line, input.id)}</caption>
<thead><tr><th scope="col">${texts.column}</th><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th></tr></thead>
<tbody>${changes.map(changeRow)}</tbody>
</table></div>`
}

function changeRow({ field, before, after }: FieldChange): Html {
  return html`<tr><th scope="row">${COLUMNS[field]}</th><td>${valueHtml(field, before)}</td><td>${valueHtml(field, after)}</td></tr>
`
}

function valueHtml(field: FieldChange['field'], value: string): Html {
  if (value === '') return html`${texts.empty}`
  const status = field === 'status' ? ENTRY_STATUSES.find(known => known === value) : undefined
  return html`<span class="value">${status === undefined ? shorten(value) : STATUS_WORDS[status]}</span>`
}

const SHOWN_MAX = 600 // letters

function shorten(text: string): string {
  const letters = [...text.slice(0, SHOWN_MAX * 2).toWellFormed()]
  return letters.length > SHOWN_MAX ? `${letters.slice(0, SHOWN_MAX).join('')}…` : text
}

function pagesHtml({ job, verdict, page, pages }: ResultView): Html {
  const href = (to: number) => `/admin/exchange/jobs/${job.id}?show=${verdict}&page=${to}`
  return html`<nav class="pages" aria-label="${texts.pages}">
${page > 1 && html`<a href="${href(page - 1)}" rel="prev">${texts.previous}</a>`}
<span>${texts.pageOf(page, pages)}</span>
${page < pages && html`<a href="${href(page + 1)}" rel="next">${texts.next}</a>`}
</nav>`
}
