// A button that asks a model once more for what it was asked for.
import { html } from 'hono/html'
import type { Html } from '../../src/pages/html.ts'

export interface AskAgain {
  readonly url: string
  readonly label: string
  /** What was chosen when it was first asked. */
  readonly fields?: Readonly<Record<string, string>>
}

export function askAgainHtml({ url, label, fields = {} }: AskAgain): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${url}">${hidden}<button class="button button-outline" type="submit">${label}</button></form>`
}
