// The choice of a month to report on, and the reports that were made by themselves.
import { html } from 'hono/html'
import { formatJapaneseMonth, type Month } from '../../src/core/kpi/report-month.ts'
import { kpiOut } from '../../src/core/messages/ja/admin/kpi-out.ts'
import type { MadeReport } from '../../src/core/ports/report-log.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export interface ReportsView {
  readonly months: readonly Month[]
  readonly made: readonly MadeReport[]
  /** Whether reports are made by themselves. */
  readonly automatic: boolean
  readonly problem: string | null
}

const texts = kpiOut.reportPage
const PATH = '/admin/kpi/report'

export function reportsPage({ months, made, automatic, problem }: ReportsView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${problem !== null && noticeHtml({ kind: 'error', heading: texts.title, headingLevel: 2, body: html`<p>${problem}</p>` })}
${months.length === 0 ? html`<p>${texts.noMonths}</p>` : monthForm(months)}
<section aria-labelledby="made"><h2 id="made">${texts.made}</h2>
<p>${automatic ? texts.on : texts.off}</p>
${made.length === 0 ? html`<p>${texts.noneMade}</p>` : madeTable(made)}
</section>
<p class="button-row"><a class="button button-outline" href="/admin/kpi/export">${texts.toExport}</a></p>`
  return { title: texts.title, main, place: '/admin/kpi' }
}

function monthForm(months: readonly Month[]): Html {
  const wanted = months[1] ?? months[0] // the last month that is over
  return html`<form class="form form-narrow" method="get" action="${PATH}">
  <div class="field"><label for="month">${texts.month}</label>
    <select class="input" id="month" name="month">
      ${months.map(month => html`<option value="${month}"${month === wanted && html` selected`}>${formatJapaneseMonth(month)}</option>`)}
    </select></div>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.show}</button></p>
</form>`
}

function madeTable(made: readonly MadeReport[]): Html {
  const { month, at, file } = texts.madeColumns
  return html`<div class="table-scroll" role="region" aria-label="${texts.madeCaption}" tabindex="0"><table class="table">
<caption>${texts.madeCaption}</caption>
<thead><tr><th scope="col">${month}</th><th scope="col">${at}</th><th scope="col">${file}</th></tr></thead>
<tbody>${made.map(
    row => html`<tr><th scope="row"><a href="${PATH}?month=${row.month}">${formatJapaneseMonth(row.month)}</a></th><td>${momentHtml(row.madeAt)}</td><td>${fileName(row.path)}</td></tr>
`,
  )}</tbody>
</table></div>`
}

/** Folders of the server are nobody's business. */
function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
