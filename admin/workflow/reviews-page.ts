// Entries that wait for approval, those the person may decide about first, and what is planned.
import { html } from 'hono/html'
import { formatMoment } from '../../src/core/japan-time.ts'
import { reviewTexts as texts } from '../../src/core/messages/ja/admin/reviews.ts'
import { workflowTexts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { QueuedEntry, QueuePage } from '../../src/core/ports/review-queue.ts'
import type { Schedule } from '../../src/core/ports/schedules.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
import type { NameOf } from './names.ts'
import { modelBadge } from './state-view.ts'

export interface ReviewsView {
  readonly mine: QueuePage<QueuedEntry>
  /** null: there are no others that the person may see. */
  readonly others: QueuePage<QueuedEntry> | null
  readonly planned: QueuePage<QueuedEntry & { readonly plan: Schedule }>
  readonly window: PageWindow
  readonly nameOf: NameOf
  /** Ids of entries that are still what a model wrote. */
  readonly modelDrafts: ReadonlySet<string>
}

export function reviewsPage(view: ReviewsView): AdminPage {
  const { mine, others, planned, window } = view
  const longest = Math.max(mine.total, others?.total ?? 0, planned.total)
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<section aria-labelledby="mine"><h2 id="mine">${texts.mineHeading}（${workflowTexts.count(mine.total)}）</h2>
${mine.total === 0 ? html`<p>${texts.mineNone}</p>` : waitingTable(mine.items, texts.mineCaption, view)}
</section>
${
  others !== null &&
  others.total > 0 &&
  html`<section aria-labelledby="others"><h2 id="others">${texts.othersHeading}（${workflowTexts.count(others.total)}）</h2>
${waitingTable(others.items, texts.othersCaption, view)}
</section>`
}
<section aria-labelledby="planned"><h2 id="planned">${texts.plannedHeading}（${workflowTexts.count(planned.total)}）</h2>
${planned.total === 0 ? html`<p>${texts.plannedNone}</p>` : plannedTable(planned.items, view.nameOf)}
</section>
${pagesHtml(window, longest, '/admin/reviews')}`
  return { title: texts.title, main, place: '/admin/reviews' }
}

function waitingTable(
  items: readonly QueuedEntry[],
  caption: string,
  { nameOf, modelDrafts }: Pick<ReviewsView, 'modelDrafts' | 'nameOf'>,
): Html {
  return table(
    caption,
    [texts.question, texts.section, texts.kind, texts.by, texts.since],
    items.map(
      item => html`<tr>
<th scope="row">${entryLink(item)}</th><td>${item.section.name}</td>
<td><span class="badge">${item.serving ? texts.revision : texts.firstTime}</span>${modelDrafts.has(item.id) && html` ${modelBadge()}`}</td>
<td>${nameOf(item.by)}</td><td>${moment(item.since)}</td></tr>
`,
    ),
  )
}

function plannedTable(items: readonly (QueuedEntry & { readonly plan: Schedule })[], nameOf: NameOf): Html {
  return table(
    texts.plannedCaption,
    [texts.question, texts.section, texts.planKind, texts.planAt, texts.planBy],
    items.map(
      item => html`<tr>
<th scope="row">${entryLink(item)}</th><td>${item.section.name}</td>
<td>${workflowTexts.plan[item.plan.kind]}${item.plan.kind === 'publish' && item.plan.revision !== item.revision && html`<br><span class="badge badge-caution">${texts.planStale}</span>`}</td>
<td>${moment(item.plan.at)}</td><td>${nameOf(item.plan.actor)}</td></tr>
`,
    ),
  )
}

function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table queue">
<caption>${caption}</caption>
<thead><tr>${heads.map(head => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}

export function entryLink({ id, question }: QueuedEntry): Html {
  return html`<a href="/admin/entries/${id}">${question}</a>`
}

function moment(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${formatMoment(at)}</time>`
}
