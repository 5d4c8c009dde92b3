// The pages of personal data.
import { html } from 'hono/html'
import { formatMoment } from '../../src/core/japan-time.ts'
import { privacyTexts as texts } from '../../src/core/messages/ja/admin/privacy.ts'
import { PURGE_PARTS, type PurgeCounts, type PurgeRun } from '../../src/core/ports/personal-data.ts'
import { PERSON_KINDS, type PersonName } from '../../src/core/privacy/person.ts'
import type { Erasure, HeldCounts } from '../../src/core/privacy/privacy.ts'
import { type Retention, totalOf } from '../../src/core/privacy/purge.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export interface PersonForm {
  readonly kind: string
  readonly value: string
}

export interface PrivacyView {
  readonly retention: Retention
  readonly due: PurgeCounts
  readonly last: PurgeRun | null
  /** How much was just taken out. */
  readonly purged: number | null
  readonly form: PersonForm
  readonly wrong: boolean
}

const PLACE = '/admin/privacy'

export function privacyPage(view: PrivacyView): AdminPage {
  const { retention, purged, wrong } = view
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${purged !== null && noticeHtml({ kind: 'success', heading: texts.purged, headingLevel: 2, body: html`<p>${texts.purgedText(purged)}</p>` })}
${wrong && noticeHtml({ kind: 'error', heading: texts.problem, headingLevel: 2, body: html`<p><a href="#value">${texts.valueProblem}</a></p>` })}
<section aria-labelledby="retention"><h2 id="retention">${texts.retention}</h2>
<ul class="privacy-list"><li>${texts.askerDays(retention.askerDays)}</li><li>${texts.questionDays(retention.questionDays)}</li></ul>
<p>${texts.retentionNote}</p></section>
${purgeSection(view)}
${personSection(view)}`
  return { title: texts.title, main, place: PLACE }
}

function purgeSection({ due, last }: PrivacyView): Html {
  return html`<section aria-labelledby="last"><h2 id="last">${texts.last}</h2>
<p>${last === null ? texts.neverRun : texts.lastAt(formatMoment(last.at))}${last?.done === false && texts.unfinished}</p>
<div class="table-scroll" role="region" aria-label="${texts.partsCaption}" tabindex="0"><table class="table privacy-parts">
<caption>${texts.partsCaption}</caption>
<thead><tr><th scope="col">${texts.part}</th><th scope="col" class="number">${texts.taken}</th><th scope="col" class="number">${texts.due}</th></tr></thead>
<tbody>${PURGE_PARTS.map(
    part => html`<tr><th scope="row">${texts.parts[part]}</th><td class="number">${last === null ? '―' : count(last.counts[part])}</td><td class="number">${count(due[part])}</td></tr>
`,
  )}</tbody></table></div>
${totalOf(due) > 0 && html`<form method="post" action="${PLACE}/purge"><p class="button-row"><button class="button button-outline" type="submit">${texts.purge}</button></p></form>`}
</section>`
}

function personSection({ form, wrong }: PrivacyView): Html {
  return html`<section aria-labelledby="person"><h2 id="person">${texts.person}</h2>
<p>${texts.personLead}</p>
<form class="form form-narrow" method="post" action="${PLACE}/look">
<div class="field"><label for="kind">${texts.kind}</label><select class="input" id="kind" name="kind">
${PERSON_KINDS.map(kind => html`<option value="${kind}"${kind === form.kind && html` selected`}>${texts.kinds[kind]}</option>`)}</select></div>
<div class="field"><label for="value">${texts.value}</label><p class="hint" id="value-hint">${texts.valueHint}</p>
${wrong && html`<p class="problem" id="value-problem">${texts.valueProblem}</p>`}
<input class="input" id="value" name="value" value="${form.value}" autocomplete="off" spellcheck="false" required aria-describedby="value-hint${wrong && ' value-problem'}"${wrong && html` aria-invalid="true"`}></div>
<p class="button-row"><button class="button button-solid" type="submit">${texts.look}</button></p>
</form></section>`
}

export interface HeldView {
  readonly person: PersonName
  readonly held: HeldCounts
  /** The box was not ticked. */
  readonly unconfirmed: boolean
}

export function heldPage({ person, held, unconfirmed }: HeldView): AdminPage {
  const isNothing = held.questions + held.tickets + held.months === 0 && held.account === null
  const fields = html`<input type="hidden" name="kind" value="${person.kind}"><input type="hidden" name="value" value="${person.value}">`
  const main = html`<h1>${texts.held}</h1>
${unconfirmed && noticeHtml({ kind: 'error', heading: texts.problem, headingLevel: 2, body: html`<p><a href="#confirmed">${texts.confirmFirst}</a></p>` })}
${
  isNothing
    ? html`<p class="lead">${texts.nothing}</p>`
    : html`<p class="lead">${texts.heldOf(person.kind, person.value)}</p><ul class="privacy-list">${texts.heldLines(held).map(line => html`<li>${line}</li>`)}</ul>
${exportForm(fields)}
${eraseForm(fields, unconfirmed)}`
}
<p class="button-row privacy-back"><a class="button button-outline" href="${PLACE}">${texts.toPage}</a></p>`
  return { title: texts.held, main, place: PLACE }
}

function exportForm(fields: Html): Html {
  return html`<section aria-labelledby="export"><h2 id="export">${texts.exporting}</h2>
<form class="form" method="post" action="${PLACE}/export">${fields}<p class="button-row">
<button class="button button-solid" type="submit" name="format" value="html">${texts.exportDocument}</button>
<button class="button button-outline" type="submit" name="format" value="json">${texts.exportData}</button></p></form></section>`
}

function eraseForm(fields: Html, unconfirmed: boolean): Html {
  return html`<section aria-labelledby="erase"><h2 id="erase">${texts.erase}</h2>
<p>${texts.eraseLead}</p>
<form class="form" method="post" action="${PLACE}/erase">${fields}
${unconfirmed && html`<p class="problem" id="confirm-problem">${texts.confirmFirst}</p>`}
<label class="choice" for="confirmed"><input type="checkbox" id="confirmed" name="confirmed" value="yes"${unconfirmed && html` aria-invalid="true" aria-describedby="confirm-problem"`}>${texts.eraseConfirm}</label>
<p class="button-row"><button class="button button-danger" type="submit">${texts.erase}</button></p></form></section>`
}

export function erasedPage({ counts, forgotten }: Erasure): AdminPage {
  const body = html`<ul>${texts.erasedLines(counts).map(line => html`<li>${line}</li>`)}</ul>${!forgotten && html`<p>${texts.journalLeft}</p>`}`
  const main = html`<h1>${texts.erased}</h1>
${noticeHtml({ kind: 'success', heading: texts.erased, headingLevel: 2, body })}
<p class="button-row privacy-back"><a class="button button-outline" href="${PLACE}">${texts.toPage}</a></p>`
  return { title: texts.erased, main, place: PLACE }
}

function count(value: number): string {
  return value.toLocaleString('ja-JP')
}
