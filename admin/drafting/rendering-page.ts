// An answer in other words as its section looks it over: the official words beside it, what it is now, and what can be done.
import { html } from 'hono/html'
import type { Entry } from '../../src/core/entry.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import type { Rendering, RenderingLanguage, RenderingWords } from '../../src/core/ports/renderings.ts'
import type { Html } from '../../src/pages/html.ts'
import { renderMarkdown } from '../../src/pages/markdown.ts'
import { momentWords } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import type { RenderingField, RenderingProblem } from './rendering-form.ts'

const texts = draftingTexts.renderings

export interface RenderingEditView {
  readonly entry: Entry
  readonly language: RenderingLanguage
  readonly stored: Rendering | null
  readonly decidedBy: string | null
  /** What was typed and not taken. */
  readonly typed: RenderingWords | null
  readonly problem: RenderingProblem | null
  /** The step that was just done. */
  readonly done: string
  readonly mayConfirm: boolean
}

export function renderingEditPage(view: RenderingEditView): AdminPage {
  const { entry, language, stored } = view
  const title = texts.title(language, entry.question)
  const main = html`<p><a href="/admin/entries/${encodeURIComponent(entry.id)}">${draftingTexts.phrasings.back}</a></p>
<h1>${title}</h1>
<p class="lead">${texts.lead}</p>
${doneHtml(view)}${problemHtml(view)}
<p class="state"><span class="badge${stored?.state === 'confirmed' && ' badge-good'}">${texts.states[stored?.state ?? 'none']}</span>${stored !== null && html` <span class="hint">${texts.decidedBy(momentWords(stored.at), view.decidedBy ?? stored.model)}</span>`}</p>
<div class="two-columns drafting-columns">
<section aria-labelledby="original"><h2 id="original">${texts.original}</h2>
<p class="content-question">${entry.question}</p><div class="prose">${renderMarkdown(entry.answer, 3)}</div></section>
<section aria-labelledby="words"><h2 id="words">${texts.rendering}</h2>${formHtml(view)}</section>
</div>
${makeHtml(view)}`
  return { title, main, place: '/admin/entries' }
}

function doneHtml({ done }: RenderingEditView): Html {
  if (done !== 'confirmed' && done !== 'withdrawn') return html``
  const text = done === 'confirmed' ? texts.confirmedText : texts.withdrawnText
  return noticeHtml({ kind: 'success', heading: texts[done], headingLevel: 2, body: html`<p>${text}</p>` })
}

const LABELS: Readonly<Record<RenderingField, string>> = { question: texts.question, answer: texts.answer }

function problemHtml({ problem }: RenderingEditView): Html {
  if (problem === null) return html``
  if (problem.kind === 'changed') {
    return noticeHtml({
      kind: 'warning',
      heading: texts.changed,
      headingLevel: 2,
      body: html`<p>${texts.changedText}</p>`,
    })
  }
  if (problem.kind === 'differs') {
    const body = html`<p>${texts.differs}</p>`
    return noticeHtml({ kind: 'warning', heading: texts.differsHeading, headingLevel: 2, body, focusId: 'problems' })
  }
  const label = LABELS[problem.field]
  const text = problem.kind === 'empty' ? texts.problems.empty(label) : texts.problems.tooLong(label, problem.limit)
  const body = html`<ul class="list"><li><a href="#${problem.field}">${text}</a></li></ul>`
  return noticeHtml({ kind: 'error', heading: texts.problems.heading, headingLevel: 2, body, focusId: 'problems' })
}

function formHtml(view: RenderingEditView): Html {
  const { stored, typed, problem, mayConfirm, language } = view
  const shown = typed ?? stored
  const invalid = (field: RenderingField) =>
    problem !== null && 'field' in problem && problem.field === field && html` aria-invalid="true"`
  const tag = language === 'en' ? html` lang="en"` : ''
  return html`<form class="form" method="post" action="${urlOf(view)}">
<input type="hidden" name="seen" value="${stored?.version ?? 0}">
${problem?.kind === 'differs' && html`<input type="hidden" name="anyway" value="1">`}
<div class="field"><label for="question">${texts.question}</label>
<textarea class="input" id="question" name="question" rows="2"${tag}${invalid('question')}>${shown?.question ?? ''}</textarea></div>
<div class="field"><label for="answer">${texts.answer}</label>
<textarea class="input" id="answer" name="answer" rows="12"${tag}${invalid('answer')}>${shown?.answer ?? ''}</textarea></div>
<p class="button-row">
${mayConfirm && html`<button class="button button-solid" type="submit" name="step" value="confirm">${problem?.kind === 'differs' ? texts.confirmAnyway : texts.confirm}</button>`}
${stored?.state !== 'withdrawn' && html`<button class="button button-outline" type="submit" name="step" value="withdraw">${texts.withdraw}</button>`}
</p>${!mayConfirm && html`<p class="hint">${texts.approverConfirms}</p>`}</form>`
}

function makeHtml(view: RenderingEditView): Html {
  if (view.stored !== null && view.stored.state !== 'unfit') return html``
  return html`<form method="post" action="${urlOf(view)}"><p class="button-row"><button class="button button-outline" type="submit" name="step" value="make">${texts.make}</button></p></form>`
}

function urlOf({ entry, language }: RenderingEditView): string {
  return `/admin/entries/${encodeURIComponent(entry.id)}/renderings/${language}`
}
