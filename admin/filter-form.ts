// Forms above lists that choose what is listed: fields side by side, sent with the address.
import { html } from 'hono/html'
import type { Html } from '../src/pages/html.ts'

export interface SelectField {
  /** Name and id at once. */
  readonly name: string
  readonly label: string
  /** Value and words of each. */
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly chosen: string
}

export function selectField({ name, label, options, chosen }: SelectField): Html {
  const choices = options.map(
    ([value, words]) => html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>`,
  )
  return html`<div class="field"><label for="${name}">${label}</label><select class="input" id="${name}" name="${name}">${choices}</select></div>`
}

export interface FilterForm {
  readonly action: string
  /** Names the form. */
  readonly label: string
  readonly fields: readonly Html[]
  readonly show: string
}

export function filterForm({ action, label, fields, show }: FilterForm): Html {
  return html`<form class="form form-inline" method="get" action="${action}" aria-label="${label}">
${fields}
<button class="button button-outline" type="submit">${show}</button>
</form>`
}
