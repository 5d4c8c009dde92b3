// The question form. The script replaces it by the same fragment when the server refuses the input.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Html } from '../../src/pages/html.ts'

export interface Problem {
  readonly field: 'question' | 'section'
  readonly text: string
  /** Nothing is wrong with the question: sent again after so many seconds, it is likely to be answered. */
  readonly retryAfterS?: number | null
}

export interface Composer {
  readonly sections: readonly Section[]
  readonly question?: string
  readonly sectionCode?: string | undefined
  /** The conversation that the question goes on with; null begins one. */
  readonly conversationId?: string | null
  readonly problem?: Problem
  /** The page already shows a turn. */
  readonly followUp?: boolean
}

const text = webMessages.composer

export function composerHtml(composer: Composer): Html {
  return html`<form class="composer" id="composer" method="post" action="/ask" novalidate aria-labelledby="question-label" data-fragment="ask" data-busy="${text.busy}">
  <input type="hidden" name="conversation" value="${composer.conversationId ?? ''}">
  ${questionField(composer)}
  <div class="composer-row">
    ${sectionField(composer)}
    <button class="button button-solid" type="submit">${text.submit}</button>
  </div>
</form>`
}

// A newline right after <textarea> is dropped by the parser, so the typed text keeps its own first one.
function questionField({ question = '', problem, followUp = false }: Composer): Html {
  const wrong = problem?.field === 'question'
  return html`<div class="field">
    <label class="label" id="question-label" for="question">${followUp ? text.followUpLabel : text.label}
      <span class="required">${text.required}</span></label>
    <p class="hint" id="question-hint">${text.hint}<span class="enter-hint"></span></p>
    <textarea id="question" name="question" rows="3" required enterkeyhint="send" autocomplete="off" data-draft="question" aria-describedby="question-hint question-privacy question-error" data-enter-hint="${text.enterHint}" ${wrong && 'aria-invalid=true autofocus'}>
${question}</textarea>
    <p class="field-error" id="question-error">${wrong && problem.text}</p>
    <p class="hint" id="question-privacy">${text.privacy}</p>
  </div>`
}

function sectionField({ sections, sectionCode, problem }: Composer): Html {
  const wrong = problem?.field === 'section'
  return html`<div class="field field-section">
      <label class="label" for="section">${text.sectionLabel} <span class="optional">${text.optional}</span></label>
      <div class="select">
        <select id="section" name="section" aria-describedby="section-error" ${wrong && 'aria-invalid=true autofocus'}>
          <option value="">${text.allSections}</option>
          ${sections.map(({ code, name }) => html`<option value="${code}" ${code === sectionCode && 'selected'}>${name}</option>`)}
        </select>
      </div>
      <p class="field-error" id="section-error">${wrong && problem.text}</p>
    </div>`
}
