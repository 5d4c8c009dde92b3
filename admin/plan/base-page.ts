// What computed figures rest on: staff numbers by fiscal year, and registrations from before this registry.
import { html } from 'hono/html'
import { type CalendarDate, formatFiscalYear, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { planTexts } from '../../src/core/messages/ja/admin/plan.ts'
import { baseTexts as texts } from '../../src/core/messages/ja/admin/plan-base.ts'
import type { OpeningBalance, RegistryFigures } from '../../src/core/ports/figures.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { type Problems, problemList, textField } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { PLACE } from './plan-deps.ts'

export const BASE = `${PLACE}/base`

export interface StaffLine {
  readonly fiscalYear: number
  /** Its own, or the one carried over from a year before; null where none was stated until then. */
  readonly count: number | null
  readonly stated: boolean
}

export interface TotalLine {
  readonly on: CalendarDate
  /** Null for today. */
  readonly endOf: number | null
  readonly figures: RegistryFigures
}

export const BASE_FIELDS = ['staffYear', 'staff', 'onDate', 'count', 'note'] as const
export type BaseField = (typeof BASE_FIELDS)[number]
export type BaseFields = Readonly<Record<BaseField, string>>

export interface BaseView {
  readonly staff: readonly StaffLine[]
  readonly openings: readonly OpeningBalance[]
  readonly totals: readonly TotalLine[]
  readonly fields: BaseFields
  readonly problems: Problems
  readonly done: string
}

export function basePage(view: BaseView): AdminPage {
  const said = planTexts.done[view.done]
  const main = html`<h1>${texts.title}</h1>
${said !== undefined && noticeHtml({ kind: 'success', heading: said, headingLevel: 2, body: html`<p>${planTexts.doneText}</p>` })}
${problemList(view.problems)}
<p class="lead">${texts.lead}</p>
<section class="plan-part" aria-labelledby="staff-numbers"><h2 id="staff-numbers">${texts.staffHeading}</h2>
<p>${texts.staffText}</p>
${table(texts.staffCaption, [texts.year, texts.staff], view.staff.map(staffRow))}
${staffForm(view)}
</section>
<section class="plan-part" aria-labelledby="openings"><h2 id="openings">${texts.openingHeading}</h2>
<p>${texts.openingText}</p>
<p>${texts.openingDouble}</p>
${view.openings.length === 0 ? html`<p>${texts.openingNone}</p>` : openingTable(view.openings)}
<h3>${texts.addHeading}</h3>
${openingForm(view)}
</section>
<section class="plan-part" aria-labelledby="totals"><h2 id="totals">${texts.totalHeading}</h2>
<p>${texts.totalText}</p>
${table(texts.totalCaption, [texts.yearEnd, texts.opening, texts.own, texts.total], view.totals.map(totalRow))}
</section>
<p class="button-row plan-end"><a class="button button-outline" href="${PLACE}">${planTexts.toPlan}</a></p>`
  return { title: texts.title, main, place: PLACE }
}

export function removeOpeningPage({ id, onDate, count }: OpeningBalance): AdminPage {
  const main = html`<h1>${texts.removeTitle}</h1>
<p class="lead">${texts.removeText(formatJapaneseDate(onDate), count)}</p>
<form class="form" method="post" action="${BASE}/openings/${id}/remove"><p class="button-row"><button class="button button-danger" type="submit">${texts.removeNow}</button> <a class="button button-outline" href="${BASE}">${texts.cancel}</a></p></form>`
  return { title: texts.removeTitle, main, place: PLACE }
}

function table(caption: string, titles: readonly string[], rows: readonly Html[]): Html {
  return html`<div class="table-scroll plan-narrow" role="region" aria-label="${caption}" tabindex="0"><table class="table">
<caption>${caption}</caption>
<thead><tr>${titles.map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

function staffRow({ fiscalYear, count, stated }: StaffLine): Html {
  const words = count === null ? texts.unstated : stated ? texts.staffCount(count) : texts.carried(count)
  return html`<tr><th scope="row">${formatFiscalYear(fiscalYear)}</th><td>${words}</td></tr>
`
}

function staffForm({ staff, fields, problems }: BaseView): Html {
  const problem = problems['staffYear']
  return html`<form class="form form-narrow" method="post" action="${BASE}/staff">
<div class="field"><label for="staffYear">${texts.year}</label>
${problem !== undefined && html`<p class="problem" id="staffYear-problem">${problem}</p>`}
<select class="input" id="staffYear" name="staffYear"${problem !== undefined && html` aria-invalid="true" aria-describedby="staffYear-problem"`}>${staff.map(
    ({ fiscalYear }) =>
      html`<option value="${fiscalYear}"${String(fiscalYear) === fields.staffYear && html` selected`}>${formatFiscalYear(fiscalYear)}</option>`,
  )}</select></div>
${textField({ id: 'staff', label: texts.staff, hint: texts.staffHint, value: fields.staff, required: true, problem: problems['staff'] })}
<p class="button-row"><button class="button button-solid" type="submit">${texts.staffSave}</button></p>
</form>`
}

function openingTable(openings: readonly OpeningBalance[]): Html {
  const titles = [texts.onDate, texts.count, texts.note, texts.action]
  return table(texts.openingCaption, titles, openings.map(openingRow))
}

function openingRow({ id, onDate, count, note }: OpeningBalance): Html {
  const date = formatJapaneseDate(onDate)
  return html`<tr><th scope="row">${date}</th><td class="number">${texts.countText(count)}</td><td>${note}</td><td><a href="${BASE}/openings/${id}/remove">${texts.remove}<span class="visually-hidden">${texts.removeAbout(date)}</span></a></td></tr>
`
}

function openingForm({ fields, problems }: BaseView): Html {
  const field = (id: BaseField, label: string, hint: string) =>
    textField({ id, label, hint, value: fields[id], required: id !== 'note', problem: problems[id] })
  return html`<form class="form form-narrow" method="post" action="${BASE}/openings">
${field('onDate', texts.onDate, texts.onDateHint)}
${field('count', texts.count, texts.countHint)}
${field('note', texts.note, texts.noteHint)}
<p class="button-row"><button class="button button-solid" type="submit">${texts.add}</button></p>
</form>`
}

function totalRow({ on, endOf, figures }: TotalLine): Html {
  const { registered, opening } = figures
  const when = endOf === null ? texts.today(formatJapaneseDate(on)) : texts.atYearEnd(endOf)
  const numbers = [opening, registered - opening, registered]
  return html`<tr><th scope="row">${when}</th>${numbers.map(count => html`<td class="number">${texts.countText(count)}</td>`)}</tr>
`
}
