// The choice of what to write out, and what its figures mean.
import { html } from 'hono/html'
import { formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { SHEET_KEYS, type SheetKey } from '../../src/core/kpi/figure-sheets.ts'
import { FIGURE_NAMES, kpiDefinitions } from '../../src/core/messages/ja/admin/kpi-definitions.ts'
import { kpiOut } from '../../src/core/messages/ja/admin/kpi-out.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'

export const FORMATS = ['xlsx', 'csv', 'csv-cp932'] as const
export type Format = (typeof FORMATS)[number]

export interface ExportView {
  readonly years: readonly number[]
  readonly year: number
  readonly table: SheetKey | null
  readonly problem: string | null
}

const { page: texts, sheets, columns } = kpiOut

export function exportPage({ years, year, table, problem }: ExportView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${problem !== null && noticeHtml({ kind: 'error', heading: texts.title, headingLevel: 2, body: html`<p>${problem}</p>` })}
<form class="form form-narrow" method="get" action="/admin/kpi/export">
  <div class="field"><label for="year">${texts.year}</label>
    <select class="input" id="year" name="year">
      ${years.map(one => html`<option value="${one}"${one === year && html` selected`}>${formatFiscalYear(one)}</option>`)}
    </select></div>
  <div class="field"><label for="table">${texts.table}</label>
    <p class="hint" id="table-hint">${texts.tableHint}</p>
    <select class="input" id="table" name="table" aria-describedby="table-hint">
      <option value="">${texts.allTables}</option>
      ${SHEET_KEYS.map(key => html`<option value="${key}"${key === table && html` selected`}>${sheets[key]}</option>`)}
    </select></div>
  <fieldset class="field"><legend>${texts.format}</legend>
    ${FORMATS.map(
      (
        format,
        index,
      ) => html`<label class="choice" for="format-${format}"><input type="radio" id="format-${format}" name="format" value="${format}"${index === 0 && html` checked`}>${texts.formats[format]}</label>
`,
    )}
  </fieldset>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.download}</button><a class="button button-outline" href="/admin/kpi/report">${texts.toReport}</a></p>
</form>
<section aria-labelledby="definitions"><h2 id="definitions">${texts.definitions}</h2>
<div class="table-scroll" role="region" aria-label="${texts.definitionsCaption}" tabindex="0"><table class="table">
<caption>${texts.definitionsCaption}</caption>
<thead><tr><th scope="col">${columns.item}</th><th scope="col">${columns.definition}</th></tr></thead>
<tbody>${FIGURE_NAMES.map(
    name => html`<tr><th scope="row">${kpiDefinitions[name].name}</th><td>${kpiDefinitions[name].definition}</td></tr>
`,
  )}</tbody>
</table></div>
<p>${texts.api}</p>
</section>`
  return { title: texts.title, main, place: '/admin/kpi' }
}
