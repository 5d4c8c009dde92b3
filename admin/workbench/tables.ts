// Tables of the explanation: a caption, columns with their titles, figures to the right.
import { html } from 'hono/html'
import type { Html } from '../../src/pages/html.ts'

export type Cell = Html | string

export interface TableView {
  readonly caption: string
  readonly columns: readonly string[]
  /** The first cell of each row is its heading. */
  readonly rows: readonly (readonly Cell[])[]
  /** Columns, from 0, that hold figures. */
  readonly figures?: readonly number[]
}

export function tableHtml({ caption, columns, rows, figures = [] }: TableView): Html {
  const isFigure = new Set(figures)
  const kind = (column: number) => isFigure.has(column) && html` class="number"`
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table">
<caption>${caption}</caption>
<thead><tr>${columns.map((title, i) => html`<th scope="col"${kind(i)}>${title}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([
      first = '',
      ...rest
    ]) => html`<tr><th scope="row"${kind(0)}>${first}</th>${rest.map((cell, i) => html`<td${kind(i + 1)}>${cell}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`
}

export function decimal(value: number, digits = 2): string {
  return value.toFixed(digits).replace('-', '−')
}

/** Rounded down, so that what is below a threshold never reads like the threshold. */
export function percent(value: number): string {
  return `${(Math.floor(value * 1_000) / 10).toFixed(1)}%`
}
