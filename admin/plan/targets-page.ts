// The page on which a year's targets of all indicators are typed in at once, beside what stands for the year before.
import { html } from 'hono/html'
import { formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { type Cell, type IndicatorWithValues, type Side } from '../../src/core/kpi/plan.ts'
import type { PlanYearCells } from '../../src/core/kpi/plan-table.ts'
import { planTexts, valueTexts as texts } from '../../src/core/messages/ja/admin/plan.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { PLACE } from './plan-deps.ts'
import type { FormCell } from './value-cells.ts'
import { type FieldWords, valueFields, valueNotice } from './value-fields.ts'

export interface TargetLine {
  readonly indicator: IndicatorWithValues
  /** Null where it is another section's. */
  readonly cell: FormCell | null
  /** As it stands now. */
  readonly target: Cell | null
  readonly yearBefore: PlanYearCells | undefined
}

export interface TargetsView {
  readonly fiscalYear: number
  readonly choices: readonly number[]
  readonly lines: readonly TargetLine[]
  readonly names: ReadonlyMap<string, string>
}

export function targetsPage(view: TargetsView): AdminPage {
  const { fiscalYear, lines, names } = view
  const nameOf = new Map(lines.map(({ indicator }) => [indicator.id, indicator.name]))
  const words: FieldWords = {
    label: ({ indicatorId }, part) => texts.targetField(nameOf.get(indicatorId) ?? '', part),
    names,
  }
  const cells = lines.flatMap(({ cell }) => (cell === null ? [] : [cell]))
  const main = html`<h1>${texts.targetsTitle}</h1>
${valueNotice(cells, words)}
<p class="lead">${texts.targetsLead(fiscalYear)}</p>
${yearChoice(view)}
${
  cells.length === 0
    ? html`<p>${texts.noneYours}</p>`
    : html`<form class="form" method="post" action="${PLACE}/targets">
  <input type="hidden" name="year" value="${fiscalYear}">
  ${targetTable(view, words)}
  <p class="hint">${texts.editLead}</p>
  <p class="button-row"><button class="button button-solid" type="submit">${texts.save}</button></p>
</form>`
}
<p class="button-row plan-end"><a class="button button-outline" href="${PLACE}">${planTexts.toPlan}</a></p>`
  return { title: texts.targetsTitle, main, place: PLACE }
}

function yearChoice({ fiscalYear, choices }: TargetsView): Html {
  return html`<form class="form form-inline" method="get" action="${PLACE}/targets">
  <div class="field"><label for="year">${texts.chooseYear}</label><select class="input" id="year" name="year">${choices.map(
    year => html`<option value="${year}"${year === fiscalYear && html` selected`}>${formatFiscalYear(year)}</option>`,
  )}</select></div>
  <button class="button button-outline" type="submit">${texts.showYear}</button>
</form>`
}

function targetTable({ fiscalYear, lines }: TargetsView, words: FieldWords): Html {
  const before = fiscalYear - 1
  return html`<div class="table-scroll" role="region" aria-label="${texts.targetsCaption(fiscalYear)}" tabindex="0"><table class="table plan-form">
<caption>${texts.targetsCaption(fiscalYear)}</caption>
<thead><tr><th scope="col" rowspan="2">${texts.indicator}</th><th scope="col" rowspan="2">${texts.lastTarget(before)}</th><th scope="col" rowspan="2">${texts.lastActual(before)}</th><th scope="colgroup" colspan="2">${texts.target(fiscalYear)}</th></tr>
<tr><th scope="col">${texts.value}</th><th scope="col">${texts.note}</th></tr></thead>
<tbody>${lines.map(line => targetRow(line, words))}</tbody>
</table></div>`
}

function targetRow({ indicator, cell, target, yearBefore }: TargetLine, words: FieldWords): Html {
  const { name, unit } = indicator
  const fields =
    cell === null
      ? html`<td colspan="2">${target !== null && cellWords(target)}<p class="hint">${texts.notYours}</p></td>`
      : valueFields(cell, words)
  const known = (side: Side) => html`<td>${cellWords(yearBefore?.[side] ?? null)}</td>`
  return html`<tr><th scope="row">${name}${unit !== '' && planTexts.unit(unit)}</th>${known('target')}${known('actual')}${fields}</tr>
`
}

function cellWords(cell: Cell | null): Html {
  return html`${cell === null ? planTexts.nothingWords : planTexts.withNote(cell.text, cell.note)}`
}
