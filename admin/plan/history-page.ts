// What was ever typed for a cell of the plan, or for all cells of an indicator: who, when, what.
import { html } from 'hono/html'
import { formatFiscalYear } from '../../src/core/fiscal-year.ts'
import type { IndicatorWithValues } from '../../src/core/kpi/plan.ts'
import { planTexts, SIDE_WORDS, valueTexts as texts } from '../../src/core/messages/ja/admin/plan.ts'
import type { CellPlace, ValueChange } from '../../src/core/ports/plan-store.ts'
import type { Html } from '../../src/pages/html.ts'
import { momentHtml } from '../../src/pages/moment.ts'
import type { AdminPage } from '../layout.ts'
import { PLACE } from './plan-deps.ts'

export interface HistoryView {
  readonly indicator: IndicatorWithValues
  /** Null for all cells of the indicator. */
  readonly place: CellPlace | null
  readonly changes: readonly ValueChange[]
  readonly names: ReadonlyMap<string, string>
  readonly mayEdit: boolean
}

export function historyPage(view: HistoryView): AdminPage {
  const { indicator, place, changes, mayEdit } = view
  const title = texts.historyTitle(indicator.name)
  const where = place === null ? texts.allPlaces : texts.place(place.fiscalYear, place.side)
  const link = (path: string, label: string) =>
    html`<a class="button button-outline" href="${PLACE}${path}">${label}</a> `
  const main = html`<h1>${title}</h1>
<p class="lead">${texts.historyLead(where)}</p>
${changes.length === 0 ? html`<p>${texts.historyNone}</p>` : changeTable(view)}
<p class="button-row plan-end">${place !== null && link(`/${indicator.id}/history`, texts.allHistory)}${mayEdit && link(`/${indicator.id}/edit`, planTexts.edit)}${link('', planTexts.toPlan)}</p>`
  return { title, main, place: PLACE }
}

function changeTable({ changes, names }: HistoryView): Html {
  const titles = [texts.when, texts.year, planTexts.side, texts.value, texts.note, texts.who]
  return html`<div class="table-scroll plan-gap" role="region" aria-label="${texts.historyCaption}" tabindex="0"><table class="table">
<caption class="visually-hidden">${texts.historyCaption}</caption>
<thead><tr>${titles.map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${changes.map(change => changeRow(change, names))}</tbody>
</table></div>`
}

function changeRow(change: ValueChange, names: ReadonlyMap<string, string>): Html {
  const { fiscalYear, side, text, note, changedBy, changedAt } = change
  return html`<tr><td>${momentHtml(changedAt)}</td><td>${formatFiscalYear(fiscalYear)}</td><td>${SIDE_WORDS[side]}</td><td>${text === '' ? texts.removedValue : text}</td><td>${note}</td><td>${names.get(changedBy) ?? changedBy}</td></tr>
`
}
