// The page on which the values of an indicator are typed in, a row for each fiscal year.
import { html } from 'hono/html'
import { formatFiscalYear } from '../../src/core/fiscal-year.ts'
import { type IndicatorWithValues, SIDES } from '../../src/core/kpi/plan.ts'
import {
  GOAL_WORDS,
  indicatorTexts,
  LIVE_WORDS,
  planTexts,
  SIDE_WORDS,
  valueTexts as texts,
} from '../../src/core/messages/ja/admin/plan.ts'
import type { CellPlace } from '../../src/core/ports/plan-store.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { PLACE } from './plan-deps.ts'
import type { FormCell } from './value-cells.ts'
import { type FieldWords, valueFields, valueNotice } from './value-fields.ts'

export interface EditView {
  readonly indicator: IndicatorWithValues
  /** Two for each year that is shown, in order. */
  readonly cells: readonly FormCell[]
  /** Years that may be added. */
  readonly otherYears: readonly number[]
  readonly names: ReadonlyMap<string, string>
  /** Whether anything was ever typed there. */
  readonly hasHistory: (place: CellPlace) => boolean
  /** The actual that is computed for the year; null where there is none. */
  readonly computed: (fiscalYear: number) => string | null
}

export function editPage(view: EditView): AdminPage {
  const { indicator, cells, names } = view
  const title = texts.editTitle(indicator.name)
  const words: FieldWords = { label: ({ fiscalYear, side }, part) => texts.field(fiscalYear, side, part), names }
  const main = html`<h1>${title}</h1>
${valueNotice(cells, words)}
<p class="lead">${texts.editLead}</p>
${indicator.live !== null && html`<p>${texts.computedLead(LIVE_WORDS[indicator.live].name)}</p>`}
${facts(indicator)}
<form class="form" method="post" action="${PLACE}/${indicator.id}/edit">
  ${valueTable(view, words)}
  <p class="hint">${texts.noteHint}</p>
  <p class="button-row"><button class="button button-solid" type="submit" name="do" value="save">${texts.save}</button></p>
  ${addYear(view)}
</form>
<p class="button-row plan-end"><a class="button button-outline" href="${PLACE}">${planTexts.toPlan}</a></p>`
  return { title, main, place: PLACE }
}

function facts({ unit, sectionName, goal, live, note }: IndicatorWithValues): Html {
  const kind = live === null ? indicatorTexts.recorded : indicatorTexts.live(LIVE_WORDS[live].name)
  const rows = [
    [texts.unit, unit === '' ? texts.noUnit : unit],
    [texts.section, sectionName === '' ? planTexts.nothingWords : sectionName],
    [indicatorTexts.kind, kind],
    [texts.goal, GOAL_WORDS[goal]],
    ...(note === '' ? [] : [[indicatorTexts.note, note]]),
  ]
  return html`<dl class="plan-facts">${rows.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`
}

function valueTable(view: EditView, words: FieldWords): Html {
  const { cells } = view
  const years = [...Map.groupBy(cells, ({ fiscalYear }) => fiscalYear)]
  const parts = SIDES.map(() => html`<th scope="col">${texts.value}</th><th scope="col">${texts.note}</th>`)
  return html`<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table plan-form">
<caption>${texts.caption}</caption>
<thead><tr><th scope="col" rowspan="2">${texts.year}</th>${SIDES.map(side => html`<th scope="colgroup" colspan="2">${SIDE_WORDS[side]}</th>`)}<th scope="col" rowspan="2">${planTexts.history}</th></tr>
<tr>${parts}</tr></thead>
<tbody>${years.map(([year, pair]) => yearRow(year, pair, { view, words }))}</tbody>
</table></div>`
}

function yearRow(
  year: number,
  pair: readonly FormCell[],
  { view, words }: { readonly view: EditView; readonly words: FieldWords },
): Html {
  const known = SIDES.filter(side => view.hasHistory({ fiscalYear: year, side }))
  const links = known.map(
    side =>
      html`<a href="${PLACE}/${view.indicator.id}/history?year=${year}&amp;side=${side}" aria-label="${planTexts.about(planTexts.history, texts.place(year, side))}">${SIDE_WORDS[side]}</a> `,
  )
  return html`<tr><th scope="row" class="plan-year">${formatFiscalYear(year)}</th>${pair.map(cell => valueFields(cell, words, cell.side === 'actual' ? view.computed(year) : null))}<td><span class="plan-links">${links}</span></td></tr>
`
}

function addYear({ otherYears }: EditView): Html {
  const next = otherYears.at(-1)
  return html`<div class="form-inline"><div class="field"><label for="add-year">${texts.addYearLabel}</label>
<select class="input" id="add-year" name="addYear">${otherYears.map(year => html`<option value="${year}"${year === next && html` selected`}>${formatFiscalYear(year)}</option>`)}</select></div>
<button class="button button-outline" type="submit" name="do" value="add-year">${texts.addYear}</button></div>`
}
