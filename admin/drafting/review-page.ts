// A draft that a model wrote, beside what it was made of: a person compares both before anything is registered.
import { html } from 'hono/html'
import type { ToCheck } from '../../src/core/drafting/check-draft-answer.ts'
import type { SourceText } from '../../src/core/drafting/prompts.ts'
import type { Entry } from '../../src/core/entry.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { ModelDraft } from '../../src/core/ports/model-drafts.ts'
import type { Html } from '../../src/pages/html.ts'
import { renderMarkdown } from '../../src/pages/markdown.ts'
import { momentWords } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { toCheckListHtml } from '../../src/pages/to-check.ts'
import type { AdminPage } from '../layout.ts'
import { type AskAgain, askAgainHtml } from './ask-again.ts'

const { review: texts, badge } = draftingTexts

export interface ReviewView {
  readonly draft: ModelDraft
  /** What it was made of, as it is now, where it is still there and for this person. */
  readonly sources: readonly SourceText[] | 'gone' | 'hidden' | 'moved'
  readonly near: readonly Pick<Entry, 'id' | 'question' | 'answer'>[]
  readonly askedBy: string
  /** Back to where it was asked for; null without a page of its own. */
  readonly back: { readonly url: string; readonly label: string } | null
  /** Where it is asked for once more; null where it cannot be. */
  readonly again: AskAgain | null
  /** Somebody decided otherwise about what it was made of, before it was saved. */
  readonly settled: boolean
}

export function reviewPage(view: ReviewView): AdminPage {
  const { draft, back } = view
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p class="hint drafting-made"><span class="badge badge-caution">${badge}</span> ${texts.made(momentWords(draft.madeAt), view.askedBy, draft.model)}</p>
${view.settled && noticeHtml({ kind: 'warning', heading: texts.settledHeading, headingLevel: 2, body: html`<p>${texts.settledText}</p>` })}
${checkHtml(draft.draft.toCheck)}
<div class="two-columns drafting-columns">
${sourcesHtml(view)}
${draftHtml(draft)}
</div>
${actionsHtml(view)}
${back !== null && html`<p><a href="${back.url}">${back.label}</a></p>`}`
  return { title: texts.title, main, place: '/admin/entries' }
}

function checkHtml(toCheck: readonly ToCheck[]): Html {
  if (toCheck.length === 0) return html`<p>${texts.checkNone}</p>`
  const body = html`<p>${texts.checkLead}</p>${toCheckListHtml(toCheck)}`
  return noticeHtml({ kind: 'warning', heading: texts.checkHeading, headingLevel: 2, body })
}

function sourcesHtml({ sources, near }: ReviewView): Html {
  return html`<section aria-labelledby="sources"><h2 id="sources">${texts.sourcesHeading}</h2>
${typeof sources === 'string' ? html`<p>${texts.without[sources]}</p>` : sources.map(({ kind, text }) => html`<h3>${texts.kinds[kind]}</h3><div class="said">${text}</div>`)}
<h3>${texts.near}</h3>
${near.length === 0 ? html`<p>${texts.nearNone}</p>` : near.map(nearHtml)}
</section>`
}

function nearHtml({ id, question, answer }: ReviewView['near'][number]): Html {
  return html`<details class="fold"><summary>${question}</summary><div class="prose">${renderMarkdown(answer, 4)}</div>
<p><a href="/admin/entries/${encodeURIComponent(id)}">${id}</a></p></details>`
}

function draftHtml({ draft }: ModelDraft): Html {
  const row = (term: string, items: readonly string[]) =>
    html`<div><dt>${term}</dt><dd>${items.length === 0 ? texts.none : html`<ul>${items.map(item => html`<li>${item}</li>`)}</ul>`}</dd></div>
`
  return html`<section aria-labelledby="draft"><h2 id="draft">${texts.draftHeading}</h2>
<h3>${texts.question}</h3><p class="content-question">${draft.question}</p>
<h3>${texts.answer}</h3><div class="prose">${renderMarkdown(draft.answer, 4)}</div>
<dl class="particulars content-fields">
${row(texts.phrasings, draft.phrasings)}${row(texts.negativePhrasings, draft.negativePhrasings)}${row(texts.tags, draft.tags)}
</dl></section>`
}

function actionsHtml({ draft, again }: ReviewView): Html {
  if (draft.savedAt !== null && draft.entryId !== null) {
    return html`<p><a href="/admin/entries/${encodeURIComponent(draft.entryId)}">${texts.toEntry}</a></p>`
  }
  if (draft.entryId === null) return html``
  const query = new URLSearchParams({ section: draft.sectionCode, id: draft.entryId })
  return html`<p class="hint drafting-steps">${texts.useHint}</p>
<div class="button-row">
  <a class="button button-solid" href="/admin/entries/new?${query.toString()}">${texts.use}</a>
  ${again !== null && askAgainHtml(again)}
</div>`
}
