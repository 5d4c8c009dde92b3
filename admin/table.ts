// Tables that may be wider than the page: they scroll by themselves, by keyboard too.
import { html } from 'hono/html'
import type { Html } from '../src/pages/html.ts'

export interface Table {
  readonly caption: string
  /** Each a name, or the name of numbers. */
  readonly heads: readonly (string | { readonly number: string })[]
  readonly rows: readonly Html[]
  /** With room for sentences. */
  readonly roomy?: boolean
}

export function tableHtml({ caption, heads, rows, roomy = false }: Table): Html {
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table${roomy && ' roomy'}">
<caption>${caption}</caption>
<thead><tr>${heads.map(headHtml)}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}

function headHtml(head: Table['heads'][number]): Html {
  if (typeof head === 'string') return html`<th scope="col">${head}</th>`
  return html`<th scope="col" class="number">${head.number}</th>`
}
