// Two entries become one: which stays, which answer, what of both goes in. Everything is looked at before it is done.
import { html } from 'hono/html'
import type { EntryContent, WorkingEntry } from '../../src/core/entry.ts'
import { upkeepMessages } from '../../src/core/messages/ja/admin/upkeep.ts'
import type { Html } from '../../src/pages/html.ts'
import { renderMarkdown } from '../../src/pages/markdown.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { entryLink } from './list-parts.ts'

const { merge: texts } = upkeepMessages
const PLACE = '/admin/upkeep'

/** What the form holds: lists one item a line. */
export interface MergeForm {
  readonly question: string
  readonly answer: string
  readonly phrasings: string
  readonly negatives: string
  readonly tags: string
  readonly basis: string
}

export interface MergeView {
  readonly entry: WorkingEntry
  readonly other: WorkingEntry
  /** Ids of the entry that stays, and of the one whose answer the draft began with. */
  readonly keepId: string
  readonly baseId: string
  readonly form: MergeForm
  /** Why it cannot be done, in sentences. */
  readonly obstacles: readonly string[]
  /** What is wrong with what was sent, in a sentence. */
  readonly problem: string | null
}

export function mergePath(id: string): string {
  return `/admin/entries/${encodeURIComponent(id)}/merge`
}

export function formOf(content: EntryContent): MergeForm {
  const lines = (items: readonly string[]) => items.join('\n')
  return {
    question: content.question,
    answer: content.answer,
    phrasings: lines(content.phrasings),
    negatives: lines(content.negativePhrasings),
    tags: lines(content.tags),
    basis: lines(content.basis),
  }
}

export function mergePage(view: MergeView): AdminPage {
  const { entry, other, obstacles, problem } = view
  const title = texts.of(entry.question)
  const main = html`<h1>${title}</h1>
<p class="lead">${texts.lead}</p>
${problem !== null && noticeHtml({ kind: 'error', heading: texts.problemsHeading, headingLevel: 2, body: html`<p>${problem}</p>`, focusId: 'problem' })}
${obstacles.length > 0 && obstaclesHtml(obstacles)}
<section aria-labelledby="now"><h2 id="now">${texts.now}</h2>
<div class="merge-entries">${entryCard(entry)}${entryCard(other)}</div></section>
${planForm(view)}
${obstacles.length === 0 && draftForm(view)}`
  return { title, main, place: PLACE }
}

function obstaclesHtml(obstacles: readonly string[]): Html {
  const body = html`<ul class="list">${obstacles.map(sentence => html`<li>${sentence}</li>`)}</ul>`
  return noticeHtml({ kind: 'warning', heading: texts.impossibleHeading, headingLevel: 2, body })
}

function entryCard(entry: WorkingEntry): Html {
  return html`<article class="merge-entry"><h3>${entryLink(entry)}</h3><p>${entry.section.name}</p>
<div class="prose">${renderMarkdown(entry.answer, 4)}</div></article>`
}

function planForm({ entry, other, keepId, baseId }: MergeView): Html {
  const choices = (name: string, chosen: string) =>
    [entry, other].map(
      ({ id, question }) =>
        html`<label class="choice"><input type="radio" name="${name}" value="${id}" ${id === chosen && 'checked'}> ${id}（${question}）</label>`,
    )
  return html`<section aria-labelledby="plan"><h2 id="plan">${texts.planHeading}</h2>
<form class="form" method="get" action="${mergePath(entry.id)}">
  <input type="hidden" name="with" value="${other.id}">
  <fieldset class="field"><legend>${texts.keep}</legend>${choices('keep', keepId)}</fieldset>
  <fieldset class="field"><legend>${texts.base}</legend>${choices('base', baseId)}</fieldset>
  <p><button class="button button-outline" type="submit">${texts.plan}</button></p>
</form></section>`
}

function draftForm({ entry, other, keepId, form }: MergeView): Html {
  const differs = entry.visibleTo.join(' ') !== other.visibleTo.join(' ')
  const scopeBody = html`<p>${texts.scopeDiffersText}</p>`
  return html`<section aria-labelledby="draft"><h2 id="draft">${texts.draftHeading}</h2>
<p>${texts.draftLead}${texts.kept(texts.keptFields)}</p>
${differs && noticeHtml({ kind: 'warning', heading: texts.scopeDiffers, headingLevel: 3, body: scopeBody })}
<form class="form" method="post" action="${mergePath(entry.id)}">
  <input type="hidden" name="with" value="${other.id}"><input type="hidden" name="keep" value="${keepId}">
  ${[entry, other].map(({ id, revision }) => html`<input type="hidden" name="seen" value="${id} ${revision}">`)}
  ${area('question', { label: texts.question, rows: 2, value: form.question })}
  ${area('answer', { label: texts.answer, rows: 10, value: form.answer })}
  ${area('phrasings', { label: texts.phrasings, rows: 6, value: form.phrasings })}
  ${area('negatives', { label: texts.negatives, rows: 3, value: form.negatives })}
  ${area('tags', { label: texts.tags, rows: 3, value: form.tags })}
  ${area('basis', { label: texts.basis, rows: 3, value: form.basis })}
  <p class="button-row"><button class="button button-solid" type="submit">${texts.submit}</button>
  <a class="button button-outline" href="/admin/upkeep/duplicates">${texts.back}</a></p>
</form></section>`
}

// A newline right after <textarea> is dropped by the parser, so that a text keeps its own first one.
function area(
  name: keyof MergeForm,
  { label, rows, value }: { readonly label: string; readonly rows: number; readonly value: string },
): Html {
  return html`<div class="field"><label for="merge-${name}">${label}</label>
  <textarea class="input" id="merge-${name}" name="${name}" rows="${rows}">
${value}</textarea></div>`
}

export interface ChoosingView {
  readonly entry: WorkingEntry
  readonly query: string
  readonly found: readonly {
    readonly id: string
    readonly question: string
    readonly section: { readonly name: string }
  }[]
}

/** Which other entry it is to be merged with. */
export function choosePage({ entry, query, found }: ChoosingView): AdminPage {
  const title = texts.of(entry.question)
  const main = html`<h1>${title}</h1>
<p class="lead">${texts.lead}</p>
<h2>${texts.chooseHeading}</h2>
<form class="form form-inline" method="get" action="${mergePath(entry.id)}">
  <div class="field"><label for="q">${texts.query}</label><input class="input" id="q" name="q" value="${query}"></div>
  <button class="button button-outline" type="submit">${texts.search}</button>
</form>
<h3>${texts.found}</h3>
${found.length === 0 ? html`<p>${texts.none}</p>` : html`<ul class="list">${found.map(other => foundHtml(entry, other))}</ul>`}`
  return { title, main, place: PLACE }
}

function foundHtml(entry: WorkingEntry, other: ChoosingView['found'][number]): Html {
  const query = new URLSearchParams({ with: other.id }).toString()
  return html`<li>${entryLink(other)}　${other.section.name}<br>
<a href="${mergePath(entry.id)}?${query}">${texts.choose}<span class="visually-hidden">（${texts.chooseOf(other.question)}）</span></a></li>`
}

/** What was done, with the ways on; the history of both can be read from here. */
export function mergedPage(survivor: WorkingEntry, mergedId: string): AdminPage {
  const path = `/admin/entries/${encodeURIComponent(survivor.id)}`
  const merged = `/admin/entries/${encodeURIComponent(mergedId)}`
  const body = html`<p>${texts.done(mergedId)}</p>`
  const main = html`<h1>${texts.title}</h1>
${noticeHtml({ kind: 'success', heading: texts.doneHeading, headingLevel: 2, body, focusId: 'done' })}
<p><a href="${path}">${texts.view}</a>（${survivor.question}）</p>
<h2>${texts.historyHeading}</h2>
<ul class="list"><li><a href="${path}/history">${texts.historyOf(survivor.id)}</a></li>
<li><a href="${merged}/history">${texts.historyOf(mergedId)}</a></li></ul>`
  return { title: texts.title, main, place: PLACE }
}
