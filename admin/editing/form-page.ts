// The form of an entry as a page: what it stands on, what is wrong with it, its fields, files, similar entries and the preview.
import { html } from 'hono/html'
import type { WorkingEntry } from '../../src/core/entry.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { describeDraftProblem, editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import type { Attachment } from '../../src/core/ports/attachments.ts'
import type { Autosave } from '../../src/core/ports/autosaves.ts'
import type { Html } from '../../src/pages/html.ts'
import { type Notice, noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { attachmentsHtml } from './attachments-view.ts'
import { type FieldsView, fieldId, otherFieldsHtml, questionFieldsHtml } from './form-fields.ts'

const { form: texts, restore, statuses } = editingTexts

export interface FormView extends FieldsView {
  /** As it is stored; null for a new one. */
  readonly entry: WorkingEntry | null
  /** The revision that the person has before them. */
  readonly seen: number
  /** Told apart from every other form that was ever shown. */
  readonly key: string
  readonly notices: readonly Omit<Notice, 'headingLevel'>[]
  /** What was kept by itself and is neither restored nor thrown away yet. */
  readonly kept: Autosave | null
  readonly attachments: readonly Attachment[]
  readonly preview: Html
  readonly similar: Html
  readonly similarNote: Html
}

export function formPage(view: FormView): AdminPage {
  const { id, entry } = view
  const title = entry === null ? texts.newTitle : texts.editTitle
  const main = html`<h1>${title}</h1>
<p class="lead">${texts.id(id)}${entry !== null && html`<br>${texts.basedOn(view.seen, statuses[entry.status])}`}</p>
${view.problems.length > 0 && problemsHtml(view)}
${view.notices.map(notice => noticeHtml({ ...notice, headingLevel: 2 }))}
${view.kept !== null && keptHtml(view, view.kept)}
${stateHtml(entry)}
<form class="entry-form" id="entry-form" method="post" action="${entryUrl(id)}/save" data-base="${entryUrl(id)}" data-autosave="${view.kept === null ? 'on' : 'off'}" novalidate>
  <button type="submit" hidden>${texts.save}</button>
  <input type="hidden" name="seen" value="${view.seen}">
  <input type="hidden" name="key" value="${view.key}">
  <div class="two-columns">
    <div class="form">
      ${questionFieldsHtml(view, view.similarNote)}
      ${attachmentsHtml(view)}
      ${otherFieldsHtml(view)}
      ${buttonsHtml(view)}
    </div>
    <div class="beside">
      <div id="similar">${view.similar}</div>
      <div id="preview">${view.preview}</div>
    </div>
  </div>
</form>`
  return { title, main, place: '/admin/entries', scripts: ['entry-form.js'] }
}

export function entryUrl(id: string): string {
  return `/admin/entries/${encodeURIComponent(id)}`
}

function problemsHtml({ problems }: FormView): Html {
  const body = html`<p>${texts.problemsText}</p>
<ul class="list">${problems.map(problem => html`<li><a href="#${fieldId(problem.field)}">${describeDraftProblem(problem)}</a></li>`)}</ul>`
  return noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 2, body, focusId: 'problems' })
}

function keptHtml({ id, entry }: FormView, kept: Autosave): Html {
  const outdated = entry !== null && kept.seenRevision !== entry.revision
  const url = entry === null ? '/admin/entries/new' : `${entryUrl(id)}/edit`
  const body = html`<p>${restore.text(formatMoment(kept.savedAt))}${outdated && restore.outdated}</p>
<div class="button-row">
  <form method="get" action="${url}">${entry === null && html`<input type="hidden" name="id" value="${id}">`}<input type="hidden" name="restore" value="1"><button class="button button-solid" type="submit">${restore.restore}</button></form>
  <form method="post" action="${entryUrl(id)}/autosave/discard"><button class="button button-outline" type="submit">${restore.discard}</button></form>
</div>`
  return noticeHtml({ kind: 'warning', heading: restore.heading, headingLevel: 2, body })
}

function stateHtml(entry: WorkingEntry | null): Html {
  if (entry === null) return html``
  const { publishedRevision, status } = entry
  const sentences = [
    ...(entry.mergedInto === null ? [] : [texts.merged]),
    ...(status === 'in_review' ? [texts.inReview] : []),
    ...(status === 'archived' ? [texts.archived] : []),
    ...(publishedRevision === null ? [] : [texts.servesMeanwhile(publishedRevision)]),
  ]
  return html`${sentences.map(sentence => html`<p class="form-state">${sentence}</p>`)}`
}

function buttonsHtml({ id, kept }: FormView): Html {
  return html`<div class="form-buttons">
  <p class="button-row">
    <button class="button button-outline" type="submit" name="next" value="stay">${texts.save}</button>
    <button class="button button-solid" type="submit" name="next" value="go">${texts.saveAndGo}</button>
    <button class="button button-outline" type="submit" formaction="${entryUrl(id)}/preview" data-preview>${texts.preview}</button>
  </p>
  <p class="hint" id="autosave-state" data-saved="${texts.autosaved}" data-failed="${texts.autosaveFailed}">${kept === null ? texts.autosaveOn : texts.autosaveOff}</p>
  <p><a href="/admin/entries">${texts.back}</a></p>
</div>`
}
