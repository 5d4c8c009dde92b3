// One field of a form with its label, its hint and the sentence for what is wrong with it, tied together for every reader.
import { html } from 'hono/html'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Html } from '../../src/pages/html.ts'

export interface Field {
  readonly id: string
  readonly label: string
  readonly required: boolean
  readonly hint: string
  readonly problem: string | undefined
  /** The field itself; `attributes` tie it to the rest. */
  readonly control: (attributes: Html) => Html
}

const text = webMessages.composer

export function fieldHtml({ id, label, required, hint, problem, control }: Field): Html {
  const described = html`aria-describedby="${id}-hint ${id}-error" ${problem !== undefined && 'aria-invalid=true autofocus'}`
  return html`<div class="field">
    <label class="label" for="${id}">${label}
      ${required ? html`<span class="required">${text.required}</span>` : html`<span class="optional">${text.optional}</span>`}</label>
    <p class="hint" id="${id}-hint">${hint}</p>
    ${control(described)}
    <p class="field-error" id="${id}-error">${problem}</p>
  </div>`
}
