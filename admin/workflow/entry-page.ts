// One entry for those who work on it: its state in words, what the newest revision changes, the steps that may be taken, and
// what was said. Other sections see what staff are given.
import { html } from 'hono/html'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { clusterTexts } from '../../src/core/messages/ja/admin/clusters.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { workflowTexts as texts } from '../../src/core/messages/ja/admin/workflow.ts'
import type { Html } from '../../src/pages/html.ts'
import { type NoticeKind, noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { type Attempt, actionsHtml } from './action-forms.ts'
import { commentsHtml } from './comments-view.ts'
import { contentDiffHtml, contentHtml } from './content-view.ts'
import type { OfficialView, WorkView } from './read-view.ts'
import { stateHtml, statusBadge } from './state-view.ts'

/** What is told at the top of the page: something was done, or was not. */
export interface Told {
  readonly kind: NoticeKind
  readonly heading: string
  readonly body: Html
}

export interface EntryPageOptions {
  readonly today: CalendarDate
  readonly told?: Told | null
  readonly attempt?: Attempt | null
  /** What askers say of it; null where nobody said anything. */
  readonly resolution?: Html | null
}

export function entryPage(view: WorkView | OfficialView, options: EntryPageOptions): AdminPage {
  const { told = null } = options
  const main = html`<p><a href="/admin/entries">${texts.entry.toList}</a></p>
<h1>${view.entry.question}</h1>
${told !== null && noticeHtml({ ...told, headingLevel: 2 })}
${view.kind === 'work' ? workHtml(view, options) : officialHtml(view)}
${options.resolution}`
  // Whoever listens to the page hears first what came of the step.
  const title = told === null ? view.entry.question : texts.titleTold(told.heading, view.entry.question)
  return { title, main, place: '/admin/entries' }
}

function workHtml(view: WorkView, { today, attempt = null }: EntryPageOptions): Html {
  return html`<div class="two-columns entry-columns">
<div>
${stateHtml(view, today)}
${linksHtml(view)}
${view.serving === null ? wholeHtml(view) : changesHtml(view)}
${view.renderings.length > 0 && renderingsHtml(view)}
</div>
<div>
${actionsHtml(view, attempt)}
${commentsHtml(view, attempt)}
</div>
</div>`
}

function renderingsHtml({ entry, renderings, actions }: WorkView): Html {
  const { renderings: words } = draftingTexts
  const base = `/admin/entries/${encodeURIComponent(entry.id)}/renderings`
  return html`<section aria-labelledby="renderings"><h2 id="renderings">${words.heading}</h2>
<ul class="list">${renderings.map(
    ({
      language,
      state,
    }) => html`<li>${words.languages[language]} <span class="badge">${words.states[state]}</span>${actions.has('comment') && html` <a href="${base}/${language}">${words.open(language)}</a>`}</li>
`,
  )}</ul></section>`
}

function linksHtml({ entry, actions, modelHelps, clusters }: WorkView): Html {
  const base = `/admin/entries/${encodeURIComponent(entry.id)}`
  const links = [
    ...(actions.has('comment') ? [[`${base}/edit`, texts.entry.edit]] : []),
    ...(entry.status === 'draft' || entry.status === 'in_review' ? [[`${base}/impact`, texts.entry.impact]] : []),
    ...(modelHelps && actions.has('comment') && entry.status !== 'archived'
      ? [[`${base}/model-phrasings`, draftingTexts.phrasings.button]]
      : []),
    [`${base}/history`, texts.entry.history],
    ...(entry.publishedRevision === null ? [] : [[`/entries/${encodeURIComponent(entry.id)}`, texts.entry.staffPage]]),
  ]
  return html`<ul class="entry-links">
<li class="to-steps"><a href="#steps">${texts.entry.toSteps}</a></li>
${links.map(([url, text]) => html`<li><a href="${url}">${text}</a></li>`)}
${clusters.map(({ id, size, state }) => html`<li><a href="/admin/learning/clusters/${id}">${state === 'linked' ? clusterTexts.ofEntry.linked(size) : clusterTexts.ofEntry.drafted(size)}</a></li>`)}</ul>`
}

function wholeHtml({ entry, sections }: WorkView): Html {
  return html`<section aria-labelledby="content"><h2 id="content">${texts.entry.contentHeading}</h2>
${contentHtml(entry, { sections, headingLevel: 3 })}
</section>`
}

function changesHtml({ entry, serving, sections }: WorkView): Html {
  if (serving === null) return html``
  const from = entry.publishedRevision ?? 0
  return html`<section aria-labelledby="changes"><h2 id="changes">${texts.entry.changesHeading(from, entry.revision)}</h2>
${contentDiffHtml(serving, entry, sections)}
</section>
<section aria-labelledby="content"><h2 id="content">${texts.entry.contentHeading}</h2>
<details class="fold" open><summary>${texts.entry.newestHeading(entry.revision)}</summary>${contentHtml(entry, { sections, headingLevel: 3 })}</details>
<details class="fold"><summary>${texts.entry.servingHeading(from)}</summary>${contentHtml(serving, { sections, headingLevel: 3 })}</details>
</section>`
}

function officialHtml({ entry, sections }: OfficialView): Html {
  return html`<p class="lead">${texts.entry.officialOnly}</p>
<dl class="particulars">
  <div><dt>${texts.fields.status}</dt><dd>${statusBadge(entry.status)}</dd></div>
  <div><dt>${texts.entry.section}</dt><dd>${entry.section.name}</dd></div>
  <div><dt>${texts.entry.revisedOn}</dt><dd>${formatJapaneseDate(entry.revisedOn)}</dd></div>
</dl>
<section aria-labelledby="content"><h2 id="content">${texts.entry.contentHeading}</h2>
${contentHtml(entry, { sections, headingLevel: 3 })}
</section>`
}
