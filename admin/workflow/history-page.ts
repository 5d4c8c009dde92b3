// Everything that was done to an entry: who, when, what, and what it changed.
import { html } from 'hono/html'
import type { WorkingEntry } from '../../src/core/entry.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { revisionTexts } from '../../src/core/messages/ja/admin/revisions.ts'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { ReviewComment } from '../../src/core/ports/review-comments.ts'
import type { HistoryEvent } from '../../src/core/ports/revisions.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
import type { NameOf } from './names.ts'

const texts = revisionTexts.history

export interface HistoryView {
  readonly entry: WorkingEntry
  readonly total: number
  readonly events: readonly HistoryEvent[]
  readonly comments: readonly ReviewComment[]
  readonly window: PageWindow
  readonly nameOf: NameOf
}

export function historyPage(view: HistoryView): AdminPage {
  const { entry, total, events, window } = view
  const url = `/admin/entries/${encodeURIComponent(entry.id)}`
  const title = texts.of(entry.question)
  const main = html`<p><a href="${url}">${texts.back}</a></p>
<h1>${title}</h1>
<p class="lead">${texts.total(total)}</p>
${events.length === 0 ? html`<p>${texts.none}</p>` : tableHtml(view, url)}
${pagesHtml(window, total, `${url}/history`)}`
  return { title, main, place: '/admin/entries' }
}

function tableHtml({ events, comments, nameOf }: HistoryView, url: string): Html {
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table history">
<caption>${texts.caption}</caption>
<thead><tr><th scope="col">${texts.at}</th><th scope="col">${texts.what}</th><th scope="col">${texts.who}</th><th scope="col">${texts.revision}</th><th scope="col">${texts.detail}</th></tr></thead>
<tbody>${events.map(
    event => html`<tr>
<td><time datetime="${event.at.toISOString()}">${formatMoment(event.at)}</time></td>
<th scope="row">${revisionTexts.eventOf(actionOf(event, comments))}</th>
<td>${nameOf(event.actor)}</td>
<td>${event.revision !== null && html`<a href="${url}/revisions/${event.revision}">${workflowTexts.revision(event.revision)}</a>`}</td>
<td>${detailHtml(event)}</td>
</tr>
`,
  )}</tbody></table></div>`
}

/** Going back to a draft bears no name of its own in the trail: what was said with it tells which of both it was. */
function actionOf({ action, revision, changed }: HistoryEvent, comments: readonly ReviewComment[]): string {
  if (action !== 'entry.revised' || !changed.includes('status')) return action
  const said = comments.find(comment => comment.revision === revision && STEPS_BACK.has(comment.kind))
  return said === undefined ? action : `entry.${said.kind}`
}

const STEPS_BACK: ReadonlySet<string> = new Set(['returned', 'withdrawn'])

function detailHtml({ changed, note, plan, why }: HistoryEvent): Html {
  const fields = changed.filter(name => name !== 'status').map(name => FIELDS[name] ?? name)
  return html`${fields.length > 0 && html`<p>${texts.changed(fields.join('、'))}</p>`}${note !== '' && html`<p>${note}</p>`}${plan !== null && html`<p>${texts.plan(plan.kind, formatMoment(plan.at))}</p>`}${why !== null && html`<p>${texts.why(FAILURES[why] ?? why)}</p>`}`
}

const FIELDS: Readonly<Record<string, string>> = workflowTexts.fields
const FAILURES: Readonly<Record<string, string>> = workflowTexts.failure
