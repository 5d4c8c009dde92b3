// Pages of a long list: which one an address asks for, and the links to those beside it.
import { html } from 'hono/html'
import { workflowTexts as texts } from '../src/core/messages/ja/admin/workflow.ts'
import type { Html } from '../src/pages/html.ts'
import { readField } from './read-field.ts'

export interface PageWindow {
  readonly page: number
  readonly limit: number
  readonly offset: number
}

/** Pages begin with 1; whatever else is asked for is the first. */
export function windowOf(query: unknown, limit: number): PageWindow {
  const asked = readField(query, 'page')
  const page = /^[1-9]\d{0,5}$/u.test(asked) ? Number(asked) : 1
  return { page, limit, offset: (page - 1) * limit }
}

/** Nothing where everything is on one page. `path` may have other parameters already. */
export function pagesHtml({ page, limit }: PageWindow, total: number, path: string): Html {
  const last = Math.max(1, Math.ceil(total / limit))
  if (last === 1 && page === 1) return html``
  const url = (number: number) => `${path}${path.includes('?') ? '&' : '?'}page=${number}`
  return html`<nav class="pages" aria-label="${texts.pagesLabel}">
${page > 1 && html`<a href="${url(Math.min(page - 1, last))}" rel="prev">${texts.previous}</a>`}
<span>${texts.pages(page, last)}</span>
${page < last && html`<a href="${url(page + 1)}" rel="next">${texts.next}</a>`}
</nav>`
}
