// The summary by a model as HTML: marked as such, with a warning, and with the entries that each sentence rests on.
import { html } from 'hono/html'
import type { NothingWhy } from '../../src/core/compose/compose-answer.ts'
import type { Turn } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import { nothingWords } from '../../src/core/messages/ja/summary.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { entryUrl } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import type { Page } from '../../src/pages/page.ts'
import { shortened } from './shortened.ts'

const text = webMessages.summary

/** A summary that came to its end; `why` there is none, where that is known. */
export interface Summary {
  readonly sentences: readonly Html[]
  readonly why: NothingWhy | null
}

/** Below an answer or candidates: what a model can say of them, when somebody asks for it. */
export function summaryOfferHtml({ questionId }: Turn): Html {
  const id = `summary-${questionId}`
  return html`<div class="summary" role="group" aria-labelledby="${id}">
  <h4 class="others-heading" id="${id}">${text.heading}</h4>
  <p>${text.warning}</p>
  <p class="summary-link"><a class="button button-outline" href="/questions/${encodeURIComponent(questionId)}/summary" data-summary data-busy="${text.busy}" data-failed="${text.failed}">${text.see}</a></p>
</div>`
}

export function sentenceHtml(sentence: string, entries: readonly Entry[]): Html {
  const sources = entries.map(
    ({ id, question }) => html` <a href="${entryUrl(id)}">${text.source(shortened(question))}</a>`,
  )
  return html`<p>${sentence}${sources}</p>`
}

export function nothingHtml(why: NothingWhy | null): Html {
  return html`<p>${nothingWords(why)}</p>`
}

export function summaryPage(turn: Turn, { sentences, why }: Summary): Page {
  const main = html`<h1>${text.heading}</h1>
<p class="lead">${text.warning}</p>
<div class="asked"><p class="asked-text"><span class="asked-label">${webMessages.conversation.asked}</span>${turn.text}</p></div>
<div class="reply summary-text">${sentences.length > 0 ? sentences : nothingHtml(why)}</div>
<p class="ask-more"><a class="button button-solid" href="/questions/${encodeURIComponent(turn.questionId)}">${text.toAnswer}</a></p>`
  return { title: text.heading, main }
}
