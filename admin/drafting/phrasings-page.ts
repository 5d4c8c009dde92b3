// Asks for phrasings by a model, and says what came of it. What was proposed is decided where all suggestions are.
import { html } from 'hono/html'
import type { WorkingEntry } from '../../src/core/entry.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

const texts = draftingTexts.phrasings

export interface PhrasingsView {
  readonly entry: Pick<WorkingEntry, 'id' | 'question' | 'phrasings' | 'negativePhrasings'>
  /** How many came of the last asking; null before any. */
  readonly proposed: number | null
}

export function phrasingsPage({ entry, proposed }: PhrasingsView): AdminPage {
  const url = `/admin/entries/${encodeURIComponent(entry.id)}`
  const list = (heading: string, items: readonly string[]) =>
    html`<h2>${heading}</h2>${items.length === 0 ? html`<p>${draftingTexts.review.none}</p>` : html`<ul class="list">${items.map(item => html`<li>${item}</li>`)}</ul>`}`
  const main = html`<p><a href="${url}">${texts.back}</a></p>
<h1>${texts.title}</h1>
<p class="lead">${entry.question}</p>
${proposed !== null && proposedHtml(entry.id, proposed)}
<p>${texts.lead}</p>
<form method="post" action="${url}/model-phrasings"><p class="button-row"><button class="button button-solid" type="submit">${texts.button}</button></p></form>
${list(draftingTexts.review.phrasings, entry.phrasings)}
${list(draftingTexts.review.negativePhrasings, entry.negativePhrasings)}`
  return { title: texts.title, main, place: '/admin/entries' }
}

function proposedHtml(id: string, count: number): Html {
  if (count === 0) {
    return noticeHtml({
      kind: 'information',
      heading: texts.none,
      headingLevel: 2,
      body: html`<p>${texts.noneText}</p>`,
    })
  }
  const link = `/admin/learning/suggestions?entry=${encodeURIComponent(id)}`
  const body = html`<p>${texts.proposedText}</p><p><a href="${link}">${texts.toSuggestions}</a></p>`
  return noticeHtml({ kind: 'success', heading: texts.proposed(count), headingLevel: 2, body })
}
