// Fields of forms with their label, hint and problem tied together for everybody, and the list of problems above a form.
import { html } from 'hono/html'
import { formTexts as texts } from '../src/core/messages/ja/admin/form.ts'
import type { Html } from '../src/pages/html.ts'
import { noticeHtml } from '../src/pages/notice.ts'

/** What is wrong, by the id of the field. */
export type Problems = Readonly<Record<string, string>>

export interface TextField {
  /** Name and id at once. */
  readonly id: string
  readonly label: string
  readonly value?: string | undefined
  readonly hint?: string
  readonly type?: 'text' | 'password' | 'email' | 'search'
  readonly required?: boolean
  readonly autocomplete?: string
  readonly problem?: string | undefined
  /** Code rather than words: no capital letters, no spelling. */
  readonly code?: boolean
}

export function textField(field: TextField): Html {
  const { id, label, value = '', hint, type = 'text', required = false, autocomplete = 'off', problem, code } = field
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean)
  return html`<div class="field">
  <label for="${id}">${label}${required && html`<span class="required">${texts.required}</span>`}</label>
  ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
  ${problemHtml(problem, id)}
  <input class="input" id="${id}" name="${id}" type="${type}" value="${value}" autocomplete="${autocomplete}"${code === true && html` autocapitalize="none" spellcheck="false"`}${required && html` required`}${described.length > 0 && html` aria-describedby="${described.join(' ')}"`}${invalid(problem)}>
</div>`
}

/** What is wrong with a field, above it. */
export function problemHtml(problem: string | undefined, id: string): Html | false {
  return problem !== undefined && html`<p class="problem" id="${id}-problem">${problem}</p>`
}

/** Tells whoever does not see it that a field is the one with the problem. */
export function invalid(problem: string | undefined): Html | false {
  return problem !== undefined && html` aria-invalid="true"`
}

/** Each problem leads to its field. Nothing where there is none. */
export function problemList(problems: Problems): Html | string {
  const items = Object.entries(problems)
  if (items.length === 0) return ''
  const body = html`<ul>${items.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}</ul>`
  return noticeHtml({ kind: 'error', heading: texts.problems, headingLevel: 2, body })
}
