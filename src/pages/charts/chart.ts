// A chart as people meet it: a drawing with a name and a description, what its lines and areas stand for, and the same numbers as a
// table. Colours come from the stylesheet, and no meaning from colour alone.
import { html } from 'hono/html'
import { chartTexts as texts } from '../../core/messages/ja/admin/chart.ts'
import type { Html } from '../html.ts'
import { CHART } from './axis.ts'

export interface ChartFrame {
  /** Unique on its page. */
  readonly id: string
  readonly title: string
  /** What is to be seen, in a sentence. */
  readonly description: string
  readonly legend?: readonly LegendItem[]
  readonly table: ChartTable
  readonly height?: number
}

export interface LegendItem {
  readonly className: string
  readonly label: string
}

export interface ChartTable {
  readonly head: readonly string[]
  /** The first cell names the row. */
  readonly rows: readonly (readonly (string | Html)[])[]
}

export function chartHtml(
  { id, title, description, legend = [], table, height = CHART.height }: ChartFrame,
  drawing: Html,
): Html {
  return html`<figure class="chart" aria-labelledby="${id}">
<figcaption><h3 id="${id}">${title}</h3><p>${description}</p></figcaption>
<div class="chart-scroll" role="region" aria-label="${title}" tabindex="0"><svg viewBox="0 0 ${CHART.width} ${height}" role="img" aria-label="${title}。${description}" focusable="false">
${drawing}</svg></div>
${legend.length > 1 && legendHtml(legend)}
<details class="chart-table"><summary>${texts.asTable}</summary>
<div class="table-scroll" role="region" aria-label="${texts.tableOf(title)}" tabindex="0"><table class="table">
<caption>${title}</caption>
<thead><tr>${table.head.map((name, index) => html`<th scope="col"${index > 0 && html` class="number"`}>${name}</th>`)}</tr></thead>
<tbody>${table.rows.map(
    row => html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="number">${cell}</td>`))}</tr>
`,
  )}</tbody></table></div></details>
</figure>`
}

function legendHtml(legend: readonly LegendItem[]): Html {
  return html`<ul class="chart-legend">${legend.map(
    ({ className, label }) =>
      html`<li><svg viewBox="0 0 24 16" width="24" height="16" aria-hidden="true" focusable="false"><rect class="${className}" x="1" y="2" width="22" height="12" /></svg>${label}</li>`,
  )}</ul>`
}
