// The page of an official answer in other words, and the buttons that lead there.
import { html } from 'hono/html'
import type { Entry } from '../../src/core/entry.ts'
import type { CalendarDate } from '../../src/core/fiscal-year.ts'
import { conversationMessages } from '../../src/core/messages/ja/conversation.ts'
import { describeRenderFailure, renderingMessages as texts } from '../../src/core/messages/ja/rendering.ts'
import { RENDERING_LANGUAGES, type RenderingLanguage } from '../../src/core/ports/renderings.ts'
import type { RenderOutcome } from '../../src/core/rendering/render-answer.ts'
import { entryBodyHtml, entryUrl } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { Page } from '../../src/pages/page.ts'
import { renderingHtml } from '../../src/pages/rendering-view.ts'
import { shortened } from './shortened.ts'

const ORIGINAL_ID = 'original'

export interface RenderingPageView {
  readonly entry: Entry
  readonly language: RenderingLanguage
  /** Null where nothing was made yet. */
  readonly outcome: RenderOutcome | null
  /** Too many were asked for. */
  readonly limited: boolean
  readonly today: CalendarDate
}

export function renderingUrl(entryId: string, language: RenderingLanguage): string {
  return `${entryUrl(entryId)}/in/${language}`
}

/** Below an official answer: each a form, because making one is work. */
export function renderingLinksHtml(entry: Pick<Entry, 'id'>): Html {
  const button = (language: RenderingLanguage) =>
    html`<form method="post" action="${renderingUrl(entry.id, language)}"><button class="button-text" type="submit" lang="${texts.languageTags[language]}">${texts.links[language]}</button></form>`
  return html`<div class="rendering-links" role="group" aria-label="${texts.group}">${RENDERING_LANGUAGES.map(button)}</div>`
}

export function renderingPage(view: RenderingPageView): Page {
  const { entry, today } = view
  const main = html`<h1>${entry.question}</h1>
${partHtml(view)}
<section class="entry" id="${ORIGINAL_ID}" aria-labelledby="original-heading" tabindex="-1">
<h2 id="original-heading">${texts.original}</h2>
${entryBodyHtml(entry, { headingLevel: 3, today })}
<p class="permalink"><a href="${entryUrl(entry.id)}">${conversationMessages.answer.permalink}</a></p>
</section>`
  return { title: `${shortened(entry.question)}（${texts.titles[view.language]}）`, main }
}

function partHtml({ entry, language, outcome, limited }: RenderingPageView): Html {
  if (limited) return failedHtml(language, texts.limited)
  if (outcome === null) return offerHtml(entry, language)
  if (outcome.kind === 'failed') return failedHtml(language, describeRenderFailure(outcome.why))
  return renderingHtml(outcome.rendering, { headingLevel: 2, originalId: ORIGINAL_ID })
}

function offerHtml(entry: Entry, language: RenderingLanguage): Html {
  const tag = texts.languageTags[language]
  return html`<form method="post" action="${renderingUrl(entry.id, language)}">
<p lang="${tag}">${texts.makeLead[language]}</p>
<p><button class="button button-solid" type="submit" lang="${tag}">${texts.make[language]}</button></p></form>`
}

function failedHtml(language: RenderingLanguage, text: string): Html {
  const body = html`<p>${text}</p>${language === 'en' && html`<p lang="en">${texts.failedEnglish}</p>`}`
  return noticeHtml({
    kind: 'information',
    heading: texts.failedHeading.plain,
    headingLevel: 2,
    body,
    focusId: 'rendering-failed',
  })
}
