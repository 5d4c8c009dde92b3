// The plan in the form of a prefecture's 主な指標及び工程: one block for each indicator, targets above actuals, a column for
// each fiscal year. On paper it fills A4 across, and nothing else stands there.
import { html } from 'hono/html'
import { formatFiscalYearInEra } from '../../src/core/fiscal-year.ts'
import { type Cell, type IndicatorWithValues, SIDES, type Side } from '../../src/core/kpi/plan.ts'
import { type Achievement, figuresToCompute, type PlanRow, type PlanYearCells } from '../../src/core/kpi/plan-table.ts'
import { LIVE_WORDS, SIDE_WORDS, planTexts as texts } from '../../src/core/messages/ja/admin/plan.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { PLACE } from './plan-deps.ts'

export interface PlanView {
  readonly organisation: string
  readonly rows: readonly PlanRow[]
  readonly years: readonly number[]
  /** When the figures were computed, in words. */
  readonly moment: string
  readonly mayEdit: (indicator: IndicatorWithValues) => boolean
  readonly mayEditPlan: boolean
  /** What was done just now; '' for nothing. */
  readonly done: string
}

/** As many years as stand side by side on A4 across without becoming too small to read. */
const YEARS_PER_TABLE = 10

export function planPage(view: PlanView): AdminPage {
  const { organisation, rows, moment, done } = view
  const said = texts.done[done]
  const main = html`<div class="plan-sheet">
<h1>${texts.title}</h1>
<p class="plan-issuer">${organisation} ${texts.asOf(moment)}</p>
${said !== undefined && noticeHtml({ kind: 'success', heading: said, headingLevel: 2, body: html`<p>${texts.doneText}</p>` })}
<p class="lead plan-screen">${texts.lead}</p>
${actions(view)}
${rows.length === 0 ? html`<p>${texts.none}</p>` : tables(view)}
${rows.length > 0 && legend(view)}
</div>`
  return { title: texts.title, main, place: PLACE }
}

function actions({ rows, mayEdit, mayEditPlan }: PlanView): Html | string {
  if (!mayEditPlan && !rows.some(({ indicator }) => mayEdit(indicator))) return ''
  const link = (
    path: string,
    label: string,
  ) => html`<a class="button button-outline" href="${PLACE}/${path}">${label}</a>
`
  return html`<nav class="button-row plan-screen" aria-label="${texts.actions}">
${link('targets', texts.toTargets)}${mayEditPlan && link('indicators', texts.toIndicators)}${mayEditPlan && link('base', texts.toBase)}
</nav>`
}

function tables(view: PlanView): readonly Html[] {
  const { years } = view
  const starts = years.filter((_, index) => index % YEARS_PER_TABLE === 0)
  return starts.map((_, part) => table(view, part * YEARS_PER_TABLE))
}

function table(view: PlanView, start: number): Html {
  const years = view.years.slice(start, start + YEARS_PER_TABLE)
  const caption = texts.caption(texts.years(years[0] ?? 0, years.at(-1) ?? 0))
  return html`<div class="table-scroll plan-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table plan-table">
<caption>${caption}</caption>
<thead><tr><th scope="col" class="plan-name">${texts.indicator}</th><th scope="col" class="plan-section">${texts.section}</th><th scope="col" class="plan-side">${texts.side}</th>${years.map(year => html`<th scope="col">${formatFiscalYearInEra(year)}</th>`)}</tr></thead>
${view.rows.map(row => block(row, { view, start }))}
</table></div>`
}

function block(
  { indicator, years }: PlanRow,
  { view, start }: { readonly view: PlanView; readonly start: number },
): Html {
  const shown = years.slice(start, start + YEARS_PER_TABLE)
  const [first, ...others] = SIDES.map(
    side => html`<th scope="row" class="plan-side">${SIDE_WORDS[side]}</th>${shown.map(year => cellHtml(year, side))}`,
  )
  const { sectionName } = indicator
  return html`<tbody${start === 0 && html` id="i-${indicator.id}"`}>
<tr><th scope="rowgroup" rowspan="${SIDES.length}" class="plan-name">${nameHtml(indicator, view)}</th><td rowspan="${SIDES.length}" class="plan-section">${sectionName === '' ? empty() : sectionName}</td>${first}</tr>
${others.map(other => html`<tr>${other}</tr>`)}
</tbody>
`
}

function nameHtml(indicator: IndicatorWithValues, { mayEdit }: PlanView): Html {
  const { id, name, unit, note } = indicator
  const link = (path: string, label: string) =>
    html`<a href="${PLACE}/${id}/${path}" aria-label="${texts.about(label, name)}">${label}</a> `
  return html`<span class="plan-words">${name}${unit !== '' && texts.unit(unit)}</span>${note !== '' && html`<span class="plan-remark">${note}</span>`}
<span class="plan-links plan-screen">${mayEdit(indicator) && link('edit', texts.edit)}${link('history', texts.history)}</span>`
}

function cellHtml(year: PlanYearCells, side: Side): Html {
  const cell = year[side]
  if (cell === null) return html`<td>${empty()}</td>`
  return html`<td>${valueHtml(cell, year.fiscalYear)}${side === 'actual' && year.achievement !== null && achievementHtml(year.achievement)}</td>`
}

/** A dash for the eye, words for the ear. */
function empty(): Html {
  return html`<span aria-hidden="true">${texts.nothing}</span><span class="visually-hidden">${texts.nothingWords}</span>`
}

function valueHtml({ text, note, computed }: Cell, fiscalYear: number): Html {
  const words = texts.withNote(text, note)
  if (!computed) return html`<span class="plan-value">${words}</span>`
  return html`<a class="plan-value" href="/admin/kpi?year=${fiscalYear}">${words}<span class="visually-hidden">${texts.computedWords}</span></a> <span class="plan-mark">${texts.computed}</span>`
}

function achievementHtml({ met, running }: Achievement): Html {
  return html` <span class="plan-mark ${met ? 'plan-met' : 'plan-unmet'}">${met ? texts.met : texts.unmet}</span>${running && html` <span class="plan-mark">${texts.running}</span>`}`
}

function legend({ rows, moment }: PlanView): Html {
  const indicators = rows.map(({ indicator }) => indicator)
  const isComputed = rows.some(({ years }) => years.some(({ actual }) => actual?.computed === true))
  const figures = figuresToCompute(indicators)
  const atMost = indicators.filter(({ goal }) => goal === 'at_most').map(({ name }) => name)
  return html`<section class="plan-legend" aria-labelledby="legend"><h2 id="legend">${texts.legend}</h2>
<ul>
${isComputed && html`<li>${texts.legendComputed(moment)}</li>`}
${isComputed && figures.map(figure => html`<li>${texts.legendLive(LIVE_WORDS[figure].name, LIVE_WORDS[figure].meaning)}</li>`)}
<li>${texts.legendMet}</li>
${atMost.length > 0 && html`<li>${texts.legendAtMost(atMost.join('、'))}</li>`}
</ul></section>`
}
