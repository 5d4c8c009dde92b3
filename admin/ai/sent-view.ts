// What was sent to a chat model: how much on each day, one line a request, and all of it as a file.
import { html } from 'hono/html'
import { formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { maskedWord, purposeWord, modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import { type OutboundDay, type RecordedText, SENDING_PURPOSES } from '../../src/core/ports/outbound-log.ts'
import { entryUrl } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import { SENT_FIELDS, type SentForm } from './sent-form.ts'

export interface SentView {
  readonly form: SentForm
  readonly days: readonly OutboundDay[]
  readonly records: readonly RecordedText[]
  /** Where older records begin; null at the end. */
  readonly next: number | null
  /** Not the newest records. */
  readonly paged: boolean
}

const PLACE = '/admin/ai'

export function sentHtml({ form, days, records, next, paged }: SentView): Html {
  return html`<section aria-labelledby="records"><h2 id="records">${texts.recordsHeading}</h2>
<p>${texts.recordsText}</p>
${filterForm(form)}
${days.length > 0 && html`<h3 class="ai-heading">${texts.daysHeading}</h3>${dayTable(days)}`}
<h3 class="ai-heading">${texts.listHeading}</h3>
${records.length === 0 ? html`<p>${texts.none}</p>` : recordTable(records)}
<p class="pages">
  ${paged && html`<a href="${address(form, {})}">${texts.newest}</a>`}
  ${next !== null && html`<a href="${address(form, { olderThan: String(next) })}">${texts.older}</a>`}
</p>
<h3 class="ai-heading">${texts.export}</h3>
<p>${texts.exportText}</p>
<p class="button-row"><a class="button button-outline" href="${address(form, {}, '/export')}">${texts.csv}</a></p>
</section>`
}

/** The same filter on another page of it. */
function address({ values }: SentForm, more: Readonly<Record<string, string>>, below = ''): string {
  const given = SENT_FIELDS.filter(field => values[field] !== '').map(
    field => [field, values[field]] as [string, string],
  )
  const query = new URLSearchParams([...given, ...Object.entries(more)]).toString()
  return `${PLACE}${below}${query === '' ? '' : `?${query}`}${below === '' ? '#records' : ''}`
}

function filterForm({ values, problem }: SentForm): Html {
  return html`<form class="form form-inline" method="get" action="${PLACE}#records" aria-label="${texts.filter}">
  ${dateField('from', values.from, problem)}
  ${dateField('until', values.until, problem)}
  <div class="field"><label for="purpose">${texts.purpose}</label>
    <select class="input" id="purpose" name="purpose">
      <option value="">${texts.anyPurpose}</option>
      ${SENDING_PURPOSES.map(purpose => html`<option value="${purpose}"${purpose === values.purpose && html` selected`}>${purposeWord(purpose)}</option>`)}
    </select></div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.search}</button><a class="button button-outline" href="${PLACE}#records">${texts.clear}</a></p>
</form>`
}

function dateField(field: 'from' | 'until', value: string, problem: SentForm['problem']): Html {
  const told = problem?.field === field ? problem.text : null
  return html`<div class="field"><label for="${field}">${texts[field]}</label>
    ${told !== null && html`<p class="problem" id="${field}-problem">${told}</p>`}
    <input class="input" id="${field}" name="${field}" type="date" value="${value}"${told !== null && html` aria-invalid="true" aria-describedby="${field}-problem"`}></div>`
}

function dayTable(days: readonly OutboundDay[]): Html {
  const { day, times, characters } = texts.dayColumns
  return html`<div class="table-scroll" role="region" aria-label="${texts.daysCaption}" tabindex="0"><table class="table">
<caption>${texts.daysCaption}</caption>
<thead><tr>${[day, times, characters].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${days.map(each => html`<tr><th scope="row">${formatJapaneseDate(each.day)}</th><td class="number">${texts.count(each.times)}</td><td class="number">${texts.count(each.characters)}</td></tr>`)}</tbody>
</table></div>`
}

function recordTable(records: readonly RecordedText[]): Html {
  const { seq, at, purpose, host, question, entries, characters, masked } = texts.columns
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table ai-records">
<caption>${texts.caption}</caption>
<thead><tr>${[seq, at, purpose, host, question, entries, characters, masked].map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${records.map(recordRow)}</tbody>
</table></div>`
}

function recordRow(record: RecordedText): Html {
  const { seq, at, purpose, host, model, questionId, entryIds, characters, maskedKinds } = record
  const question =
    questionId === null
      ? html`${texts.noQuestion}`
      : html`<a href="/questions/${encodeURIComponent(questionId)}" aria-label="${texts.seeQuestionOf(seq)}">${texts.seeQuestion}</a>`
  const entries =
    entryIds.length === 0
      ? html`${texts.noEntries}`
      : html`${entryIds.map(id => html`<a class="ai-entry" href="${entryUrl(id)}">${id}</a> `)}`
  const masked = maskedKinds.length === 0 ? texts.nothingMasked : maskedKinds.map(maskedWord).join('、')
  return html`<tr><td class="number">${seq}</td><td>${momentHtml(at)}</td><td>${purposeWord(purpose)}</td><td>${host}<br>${model}</td><td>${question}</td><td>${entries}</td><td class="number">${texts.count(characters)}</td><td>${masked}</td></tr>
`
}
