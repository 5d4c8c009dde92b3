// What taking suggestions over would do to the answers, and the decision; and what is said where it cannot be made.
import { html } from 'hono/html'
import type { WorkingEntry } from '../../src/core/entry.ts'
import type { ChosenWords, TakeOverStep } from '../../src/core/learning/take-over.ts'
import { suggestionTexts as texts } from '../../src/core/messages/ja/admin/suggestions.ts'
import type { Html } from '../../src/pages/html.ts'
import { type NoticeKind, noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { SUGGESTIONS_PATH } from './list-page.ts'
import type { TakeOverDraft } from './take-over-draft.ts'

export interface EffectView {
  readonly draft: TakeOverDraft
  readonly entry: WorkingEntry
  readonly steps: readonly TakeOverStep[]
  /** The report, or why there is none: the decision is the editor's either way. */
  readonly effect: Html
}

export function effectPage({ draft, entry, steps, effect }: EffectView): AdminPage {
  return pageOf(html`<p class="lead">${texts.about(entry.question)}</p>
<section aria-labelledby="words"><h2 id="words">${texts.wordsHeading}</h2>${wordsHtml(draft.chosen)}</section>
<form class="suggestion-form" method="post" action="${draftAddress(draft)}/accept">
<p class="hint">${texts.stepsHint}</p>
<p class="button-row">${steps.map(
    (step, i) =>
      html`<button class="button ${i === 0 ? 'button-solid' : 'button-outline'}" type="submit" name="step" value="${step}">${texts.steps[step]}</button> `,
  )}</p>
</form>
<p>${texts.result}</p>
${effect}
${backHtml()}`)
}

export function draftAddress({ id }: Pick<TakeOverDraft, 'id'>): string {
  return `${SUGGESTIONS_PATH}/preview/${id}`
}

function wordsHtml(chosen: readonly ChosenWords[]): Html {
  return html`<ul>${chosen.map(({ kind, text }) => html`<li><span class="badge">${texts.kinds[kind]}</span> ${text}</li>`)}</ul>`
}

/** Nothing was saved, and why. */
export function refusalPage(kind: NoticeKind, heading: string, text: string): AdminPage {
  return pageOf(html`${noticeHtml({ kind, heading, headingLevel: 2, body: html`<p>${text}</p>` })}
${backHtml()}`)
}

export function gonePage(): AdminPage {
  return refusalPage('information', texts.gone, texts.goneText)
}

function pageOf(inner: Html): AdminPage {
  const main = html`<div class="flow"><h1>${texts.previewTitle}</h1>
${learningTabs('suggestions')}
${inner}</div>`
  return { title: texts.previewTitle, main, place: LEARNING_PLACE }
}

function backHtml(): Html {
  return html`<p class="page-end"><a href="${SUGGESTIONS_PATH}">${texts.back}</a></p>`
}
