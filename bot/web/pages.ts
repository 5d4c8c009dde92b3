// The pages of the chat: start, a question with its answer, one entry, and those that say why there is nothing to show.
import { html } from 'hono/html'
import type { Turn } from '../../src/core/conversation/turn.ts'
import type { Entry, Section } from '../../src/core/entry.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { Page } from '../../src/pages/page.ts'
import { type Composer, composerHtml } from './composer.ts'
import { entryBodyHtml } from './entry-view.ts'
import { turnHtml } from './turn-view.ts'

const TITLE_LENGTH_MAX = 30 // what a browser tab or a bookmark shows

const { conversation, entryPage, errors, failure, problems, start } = webMessages

export function startPage(composer: Composer): Page {
  const main = html`<div class="intro">
  <h1>${start.heading}</h1>
  <p class="lead">${start.lead}</p>
  <h2 class="examples-heading">${start.examplesHeading}</h2>
  ${examplesHtml()}
</div>
${conversationHtml(html``)}
${composerHtml(composer)}`
  return { title: composer.problem === undefined ? start.title : problems.title, main, chat: true }
}

export function questionPage(turn: Turn, sections: readonly Section[]): Page {
  const main = html`<h1>${conversation.heading}</h1>
${conversationHtml(turnHtml(turn, sections))}
${composerHtml({ sections, sectionCode: turn.narrowedTo?.code, followUp: true })}`
  return { title: shortened(turn.text), main, chat: true }
}

export function officialEntryPage(entry: Entry): Page {
  const main = html`<article class="entry">
  <p class="match"><span class="chip">${entryPage.kind}</span></p>
  <h1>${entry.question}</h1>
  ${entryBodyHtml(entry, 2)}
</article>
<p class="ask-more"><a class="button button-outline" href="/">${entryPage.askMore}</a></p>`
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
<p class="status" id="status" role="status"></p>
<template id="failure"><div class="failure" role="alert">
  ${noticeHtml({ kind: 'error', heading: failure.heading, headingLevel: 3, body: failureBody() })}
</div></template>`
}

function failureBody(): Html {
  return html`<p>${failure.text}</p>
<p><button class="button button-outline" type="button" data-resend>${failure.resend}</button></p>`
}

function shortened(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')]
  return characters.length <= TITLE_LENGTH_MAX
    ? characters.join('')
    : `${characters.slice(0, TITLE_LENGTH_MAX).join('')}…`
}
