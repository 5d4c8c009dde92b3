// A table of the report: a caption, heads with their scope, numbers to the right; narrow screens scroll it in its own region.
import { html } from 'hono/html'
import type { Html } from '../html.ts'

/** The first cell heads its row. */
export type TableRow = readonly string[]

export interface ReportTable {
  readonly caption: string
  readonly heads: readonly string[]
  /** Positions of columns that hold numbers. */
  readonly numbers: readonly number[]
  readonly rows: readonly TableRow[]
}

export function reportTable({ caption, heads, numbers, rows }: ReportTable): Html {
  const side = (index: number) => numbers.includes(index) && html` class="number"`
  const cells = ([first, ...rest]: TableRow) =>
    html`<tr><th scope="row">${first}</th>${rest.map((cell, index) => html`<td${side(index + 1)}>${cell}</td>`)}</tr>
`
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads.map((head, index) => html`<th scope="col"${side(index)}>${head}</th>`)}</tr></thead>
<tbody>${rows.map(cells)}</tbody>
</table></div>`
}
