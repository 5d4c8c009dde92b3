// The state of an entry in words: what staff are given, what is in the works, what is planned.
import { html } from 'hono/html'
import { isValidOn, type WorkingEntry } from '../../src/core/entry.ts'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { workflowTexts as texts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { ModelDraft } from '../../src/core/ports/model-drafts.ts'
import type { Schedule } from '../../src/core/ports/schedules.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { WorkView } from './read-view.ts'

export function stateHtml(view: WorkView, today: CalendarDate): Html {
  const { entry } = view
  return html`<section aria-labelledby="state"><h2 id="state" class="visually-hidden">${texts.entry.stateHeading}</h2>
<p class="state">${statusBadge(entry.status)} ${view.modelDraft !== null && modelBadge()} ${stateSentence(view, today)}</p>
${entry.mergedInto !== null && html`<p><a href="/admin/entries/${entry.mergedInto}">${texts.entry.mergedInto(entry.mergedInto)}</a></p>`}
${view.modelDraft !== null && modelMarkHtml(view.modelDraft, view)}
${view.plans.map(plan => planHtml(plan, view))}
<dl class="particulars">
  ${row(texts.entry.id, html`${entry.id}`)}
  ${row(texts.entry.section, html`${entry.section.name}`)}
  ${row(texts.entry.newest, html`${newestText(view)}`)}
  ${entry.note !== '' && row(texts.entry.note, html`${entry.note}`)}
  ${row(texts.entry.registeredOn, html`${entry.registeredOn === null ? texts.entry.notRegistered : formatJapaneseDate(entry.registeredOn)}`)}
  ${row(texts.entry.revisedOn, html`${formatJapaneseDate(entry.revisedOn)}`)}
</dl>
</section>`
}

function row(term: string, value: Html): Html {
  return html`<div><dt>${term}</dt><dd>${value}</dd></div>`
}

export function statusBadge(status: WorkingEntry['status']): Html {
  const look = status === 'published' ? ' badge-good' : status === 'in_review' ? ' badge-caution' : ''
  return html`<span class="badge${look}">${texts.status[status]}</span>`
}

export function modelBadge(): Html {
  return html`<span class="badge badge-caution">${draftingTexts.badge}</span>`
}

function modelMarkHtml({ id, madeAt, askedBy, model, source }: ModelDraft, { nameOf }: WorkView): Html {
  const { mark, sources } = draftingTexts
  const body = html`<p>${mark.text(formatMoment(madeAt), nameOf(askedBy), model, sources[source])}</p>
<p><a href="/admin/drafts/${id}">${mark.review}</a></p>`
  return noticeHtml({ kind: 'warning', heading: mark.heading, headingLevel: 3, body })
}

function newestText({ entry, newest, nameOf }: WorkView): string {
  if (newest === null) return texts.revision(entry.revision)
  return texts.entry.newestBy(newest.number, nameOf(newest.author), formatMoment(newest.createdAt))
}

function stateSentence({ entry }: WorkView, today: CalendarDate): string {
  const { states } = texts.entry
  const { status, publishedRevision, revision } = entry
  if (entry.mergedInto !== null) return states.merged
  if (status === 'archived') return states.archived
  if (status === 'published') return validitySentence(entry, today) ?? states.published
  if (publishedRevision === null) return states[status]
  return status === 'draft'
    ? states.draft_serving(publishedRevision, revision)
    : states.in_review_serving(publishedRevision, revision)
}

function validitySentence(entry: WorkingEntry, today: CalendarDate): string | null {
  if (isValidOn(entry, today)) return null
  const { validFrom, validUntil } = entry
  if (validFrom !== null && today < validFrom) return texts.entry.states.not_yet(formatJapaneseDate(validFrom))
  return validUntil === null ? null : texts.entry.states.over(formatJapaneseDate(validUntil))
}

/** A publication is of the revision that was looked at: a newer one makes the plan void, which is told before its time. */
function planHtml(plan: Schedule, { entry, actions, nameOf }: WorkView): Html {
  const stale = plan.kind === 'publish' && plan.revision !== entry.revision
  const mayCallOff = actions.has(plan.kind === 'publish' ? 'plan_publish' : 'plan_archive')
  const body = html`<p>${texts.entry.plannedBy(nameOf(plan.actor), plan.revision)}</p>
${stale && html`<p>${texts.entry.planStale(plan.revision, entry.revision)}</p>`}
${
  mayCallOff &&
  html`<form method="post" action="/admin/entries/${entry.id}/schedule">
  <input type="hidden" name="kind" value="${plan.kind}"><input type="hidden" name="cancel" value="yes">
  <p class="button-row"><button class="button button-outline" type="submit">${texts.entry.callOff(plan.kind)}</button></p>
</form>`
}`
  const heading = texts.entry.planned(plan.kind, formatMoment(plan.at))
  return noticeHtml({ kind: stale ? 'warning' : 'information', heading, headingLevel: 3, body })
}
