// The pages of the chat: start, a question with its answer, one entry, and those that say why there is nothing to show.
import { html } from 'hono/html'
import type { Turn } from '../../src/core/conversation/turn.ts'
import type { Entry } from '../../src/core/entry.ts'
import type { CalendarDate } from '../../src/core/fiscal-year.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { entryBodyHtml } from '../../src/pages/entry-view.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { Page } from '../../src/pages/page.ts'
import { type Composer, composerHtml } from './composer.ts'
import { renderingLinksHtml } from './rendering-view.ts'
import { shortened } from './shortened.ts'
import { type TurnView, turnHtml } from './turn-view.ts'

const { conversation, entryPage, errors, failure, network, problems, start, widget } = webMessages

export function startPage(composer: Composer): Page {
  const main = html`<div class="intro">
  <h1>${start.heading}</h1>
  <p class="lead">${start.lead}</p>
  ${earlierHtml()}
  <h2 class="examples-heading">${start.examplesHeading}</h2>
  ${examplesHtml()}
</div>
${conversationHtml(html``)}
${composerHtml(composer)}
${newConversationHtml({ hidden: true })}`
  return { title: composer.problem === undefined ? start.title : problems.title, main, chat: true }
}

/** One turn by itself: an address that may be passed on. What is asked from here begins a conversation. */
export function questionPage(turn: Turn, view: TurnView): Page {
  const main = html`<h1>${conversation.heading}</h1>
${conversationHtml(turnHtml(turn, view))}
${composerHtml({ sections: view.sections, sectionCode: turn.narrowedTo?.code, followUp: true })}`
  return { title: shortened(turn.text), main, chat: true }
}

export function conversationPage(turns: readonly Turn[], view: TurnView, composer: Composer): Page {
  const main = html`<h1>${conversation.heading}</h1>
${conversationHtml(html`${turns.map(turn => turnHtml(turn, view))}`)}
${composerHtml(composer)}
${newConversationHtml({ hidden: false })}`
  const title = composer.problem === undefined ? shortened(turns[0]?.text ?? conversation.heading) : problems.title
  return { title, main, chat: true }
}

/** The chat within the frame of another site: no header, no footer, and links that open beside it. */
export function widgetPage(composer: Composer): Page {
  const main = html`<h1>${widget.heading}</h1>
<p class="lead">${widget.lead}</p>
${conversationHtml(html``)}
${composerHtml(composer)}
${newConversationHtml({ hidden: true, from: '/widget' })}`
  return { title: start.title, main, chat: true, slim: true }
}

export function officialEntryPage(
  entry: Entry,
  today: CalendarDate,
  { renderings }: { readonly renderings: boolean },
): Page {
  const main = html`<article class="entry">
  <p class="match"><span class="chip">${entryPage.kind}</span></p>
  <h1>${entry.question}</h1>
  ${entryBodyHtml(entry, { headingLevel: 2, today })}
  ${renderings && renderingLinksHtml(entry)}
</article>
<p class="ask-more button-row">
  <a class="button button-outline" href="/?section=${encodeURIComponent(entry.section.code)}#question">${entryPage.askSection(entry.section.name)}</a>
  <a class="button button-outline" href="/">${entryPage.askMore}</a>
</p>`
  return { title: shortened(entry.question), main }
}

export function archivedEntryPage(entry: Entry): Page {
  return messagePage({ heading: errors.archived.heading, text: errors.archived.text(entry.section.name) })
}

/** A page that only says something, with a way back. */
export function messagePage({ heading, text }: { readonly heading: string; readonly text: string }): Page {
  const main = html`<h1>${heading}</h1>
<p class="lead">${text}</p>
<p class="ask-more"><a class="button button-solid" href="/">${webMessages.toStart}</a></p>`
  return { title: heading, main }
}

/** Shown by the script where this tab has a conversation to go back to. */
function earlierHtml(): Html {
  return html`<div class="earlier button-row" id="earlier" hidden>
    <a class="button button-outline" href="/" data-earlier>${conversation.seeEarlier}</a>
    <button class="button button-outline" type="button" data-forget>${conversation.startNew}</button>
  </div>`
}

/** `hidden` until the script has shown a first answer; `from` is the page that begins one. */
function newConversationHtml({ hidden, from = '/' }: { readonly hidden: boolean; readonly from?: string }): Html {
  return html`<p class="new-conversation" id="new-conversation" ${hidden && 'hidden'}><a href="${from}" target="_self" data-forget>${conversation.startNew}</a></p>`
}

function examplesHtml(): Html {
  return html`<form method="post" action="/ask" data-fragment="ask" data-busy="${webMessages.composer.busy}">
    <ul class="examples">${start.examples.map(exampleHtml)}</ul>
  </form>`
}

function exampleHtml(example: string): Html {
  return html`<li><button class="button button-outline example" name="question" value="${example}">${example}</button></li>`
}

/** The live region: the script adds turns to it, and they are read out. The template is what it shows when sending fails. */
function conversationHtml(turns: Html): Html {
  return html`<div class="conversation" id="conversation" role="log" aria-live="polite" aria-label="${conversation.label}">${turns}</div>
<p class="status" id="status" role="status" data-slow="${network.slow}" data-offline="${network.offline}" data-online="${network.online}" data-busy="${network.busy}"></p>
<template id="failure"><div class="failure" role="alert">
  ${noticeHtml({ kind: 'error', heading: failure.heading, headingLevel: 3, body: failureBody() })}
</div></template>`
}

function failureBody(): Html {
  return html`<p>${failure.text}</p>
<p><button class="button button-outline" type="button" data-resend>${failure.resend}</button></p>`
}
