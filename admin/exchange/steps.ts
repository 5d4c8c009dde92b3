// Where in the course of an import a page stands.
import { html } from 'hono/html'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Html } from '../../src/pages/html.ts'

export function stepsHtml(current: number): Html {
  return html`<ol class="course">${texts.steps.map(
    (name, index) => html`<li${index === current && html` aria-current="step"`}>${name}</li>`,
  )}</ol>`
}
