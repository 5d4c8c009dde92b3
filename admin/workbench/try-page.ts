// One question tried out: the form, and the explanation of its answer.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Explanation } from '../../src/core/explain/explain-question.ts'
import { workbenchTexts as texts } from '../../src/core/messages/ja/admin/workbench.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { explanationHtml } from './explanation-view.ts'

export const WORKBENCH_PLACE = '/admin/workbench'

export interface TryView {
  readonly question: string
  readonly sectionCode: string
  readonly sections: readonly Section[]
  /** Null where nothing was asked. */
  readonly explanation: Explanation | null
  /** What is wrong with the question; null where nothing is. */
  readonly problem: string | null
}

export function tryPage(view: TryView): AdminPage {
  const { explanation } = view
  const main = html`<div class="flow"><h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p><a href="/admin/workbench/sets">${texts.toSets}</a></p>
${formHtml(view)}
${explanation !== null && outcomeHtml(explanation)}
${explanation !== null && explanationHtml(explanation)}</div>`
  return { title: texts.title, main, place: WORKBENCH_PLACE }
}

function formHtml({ question, sectionCode, sections, problem }: TryView): Html {
  const invalid = problem !== null && html` aria-invalid="true"`
  return html`<form class="form" method="get" action="/admin/workbench" role="search" aria-label="${texts.tryHeading}">
  <div class="field">
    <label for="q">${texts.question}</label>
    <p class="hint" id="q-hint">${texts.questionHint}</p>
    ${problem !== null && html`<p class="problem" id="q-problem">${problem}</p>`}
    <input class="input" id="q" name="q" value="${question}" required aria-describedby="q-hint${problem !== null && ' q-problem'}"${invalid}>
  </div>
  <div class="field">
    <label for="section">${texts.section}</label>
    <select class="input input-short" id="section" name="section">
      <option value="">${texts.allSections}</option>
      ${sections.map(({ code, name }) => html`<option value="${code}"${code === sectionCode && html` selected`}>${name}</option>`)}
    </select>
  </div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.tryButton}</button></p>
</form>`
}

function outcomeHtml({ outcome, summary, question }: Explanation): Html {
  const kind = outcome === 'answered' ? 'success' : outcome === 'candidates' ? 'information' : 'warning'
  const body = html`<p>${texts.question1(question)}</p><p>${summary}</p>`
  return html`<div class="page-end">${noticeHtml({ kind, heading: texts.outcomeHeading(outcome), headingLevel: 2, body })}</div>`
}
