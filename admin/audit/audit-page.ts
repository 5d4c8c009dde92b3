// The pages of the audit trail: events with what they changed, and the verdict on the chain.
import { html } from 'hono/html'
import { fieldChanges } from '../../src/core/audit-change.ts'
import { auditActionWord, auditValueWords, auditTexts as texts } from '../../src/core/messages/ja/admin/audit.ts'
import type { AuditVerdict, RecordedEvent } from '../../src/core/ports/audit-log.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { AUDIT_FIELDS, type AuditField, type AuditForm } from './audit-form.ts'

export interface AuditView {
  readonly form: AuditForm
  readonly events: readonly RecordedEvent[]
  /** Where older events begin; null at the end. */
  readonly next: number | null
  /** Not the newest events. */
  readonly paged: boolean
}

const PLACE = '/admin/audit'

export function auditPage(view: AuditView): AdminPage {
  const { form, events, next, paged } = view
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${form.problem !== null && noticeHtml({ kind: 'error', heading: texts.filter, headingLevel: 2, body: html`<p>${form.problem}</p>` })}
${filterForm(form)}
<section aria-labelledby="events"><h2 id="events" class="visually-hidden">${texts.listHeading}</h2>
${events.length === 0 ? html`<p>${texts.none}</p>` : eventTable(events)}
<p class="pages">
  ${paged && html`<a href="${address(form, {})}">${texts.newest}</a>`}
  ${next !== null && html`<a href="${address(form, { olderThan: String(next) })}">${texts.older}</a>`}
</p>
</section>
<section aria-labelledby="export"><h2 id="export">${texts.export}</h2>
  <p>${texts.exportText}</p>
  <p class="button-row">
    <a class="button button-outline" href="${address(form, { format: 'csv' }, '/export')}">${texts.csv}</a>
    <a class="button button-outline" href="${address(form, { format: 'jsonl' }, '/export')}">${texts.jsonl}</a>
  </p>
</section>
<section aria-labelledby="verify"><h2 id="verify">${texts.verify}</h2>
  <p>${texts.verifyText}</p>
  <form class="form" method="post" action="${PLACE}/verify"><p class="button-row"><button class="button button-outline" type="submit">${texts.verifyNow}</button></p></form>
</section>`
  return { title: texts.title, main, place: PLACE }
}

export function verifiedPage(verdict: AuditVerdict): AdminPage {
  const { heading, text } = texts.verdict(verdict)
  const seal = verdict.kind === 'intact' ? verdict.seal : null
  const body = html`<p>${text}</p>
${seal !== null && html`<p><code>${texts.seal(seal.seq, seal.hash)}</code></p><p>${texts.sealText}</p>`}`
  const kind = verdict.kind === 'intact' ? 'success' : 'error'
  const main = html`<h1>${texts.verify}</h1>
${noticeHtml({ kind, heading, headingLevel: 2, body })}
<p class="button-row"><a class="button button-outline" href="${PLACE}">${texts.title}</a></p>`
  return { title: texts.verify, main, place: PLACE }
}

/** The same filter on another page of it. */
function address({ values }: AuditForm, more: Readonly<Record<string, string>>, below = ''): string {
  const given = AUDIT_FIELDS.filter(field => values[field] !== '').map(
    field => [field, values[field]] as [string, string],
  )
  const query = new URLSearchParams([...given, ...Object.entries(more)]).toString()
  return `${PLACE}${below}${query === '' ? '' : `?${query}`}`
}

function filterForm({ values }: AuditForm): Html {
  const known = Object.keys(texts.actions)
  return html`<form class="form form-inline" method="get" action="${PLACE}" aria-label="${texts.filter}">
  ${input('from', values.from, 'date')}
  ${input('until', values.until, 'date')}
  ${input('actor', values.actor, 'text')}
  <div class="field"><label for="action">${texts.action}</label>
    <select class="input" id="action" name="action">
      <option value="">${texts.anyAction}</option>
      ${known.map(action => html`<option value="${action}"${action === values.action && html` selected`}>${auditActionWord(action)}</option>`)}
    </select></div>
  ${input('subject', values.subject, 'text')}
  <p class="button-row"><button class="button button-solid" type="submit">${texts.search}</button><a class="button button-outline" href="${PLACE}">${texts.clear}</a></p>
</form>`
}

function input(field: Exclude<AuditField, 'action'>, value: string, type: 'date' | 'text'): Html {
  return html`<div class="field"><label for="${field}">${texts[field]}</label>
    <input class="input" id="${field}" name="${field}" type="${type}" value="${value}"></div>`
}

function eventTable(events: readonly RecordedEvent[]): Html {
  const { at, actor, action, subject, change } = texts.columns
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table">
<caption>${texts.caption}</caption>
<thead><tr><th scope="col">#</th><th scope="col">${at}</th><th scope="col">${actor}</th><th scope="col">${action}</th><th scope="col">${subject}</th><th scope="col">${change}</th></tr></thead>
<tbody>${events.map(eventRow)}</tbody>
</table></div>`
}

function eventRow({ seq, at, actor, action, subject, before, after }: RecordedEvent): Html {
  return html`<tr id="e${seq}"><td class="number">${seq}</td><td>${momentHtml(at)}</td><td>${actor}</td><td>${auditActionWord(action)}</td><td>${subjectHtml(action, subject)}</td><td>${changesHtml(before, after)}</td></tr>
`
}

function subjectHtml(action: string, subject: string): Html {
  if (!action.startsWith('entry.')) return html`${subject}`
  return html`<a href="/admin/entries/${encodeURIComponent(subject)}">${subject}</a>`
}

function changesHtml(before: unknown, after: unknown): Html {
  const changes = fieldChanges(before, after)
  if (changes.length === 0) return html`${texts.nothingShown}`
  const word = (field: string) => texts.fields[field] ?? field
  const side = (field: string, text: string) => (text === '' ? texts.empty : auditValueWords(field, text))
  return html`<details><summary>${texts.changedFields(changes.length)}</summary>
<table class="table audit-changes"><thead><tr><th scope="col">${texts.field}</th><th scope="col">${texts.before}</th><th scope="col">${texts.after}</th></tr></thead>
<tbody>${changes.map(change => html`<tr><th scope="row">${word(change.field)}</th><td>${side(change.field, change.before)}</td><td>${side(change.field, change.after)}</td></tr>`)}</tbody></table></details>`
}
