// Pages of the indicators themselves: their list in the plan's order, the form of one, and the question before one is removed.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Indicator, IndicatorWithValues } from '../../src/core/kpi/plan.ts'
import { LIVE_WORDS, planTexts, indicatorTexts as texts } from '../../src/core/messages/ja/admin/plan.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import { type Problems, problemList } from '../form-field.ts'
import type { AdminPage } from '../layout.ts'
import { differences, fieldsOfIndicator, type IndicatorFields, indicatorFields } from './indicator-form.ts'
import { PLACE } from './plan-deps.ts'

const LIST = `${PLACE}/indicators`

export function indicatorsPage(indicators: readonly IndicatorWithValues[], done: string): AdminPage {
  const said = planTexts.done[done]
  const titles = [texts.order, texts.name, texts.kind, texts.section, texts.actions]
  const main = html`<h1>${texts.listTitle}</h1>
${said !== undefined && noticeHtml({ kind: 'success', heading: said, headingLevel: 2, body: html`<p>${planTexts.doneText}</p>` })}
<p class="lead">${texts.listLead}</p>
<p class="button-row plan-end"><a class="button button-solid" href="${PLACE}/new">${texts.newTitle}</a></p>
<div class="table-scroll" role="region" aria-label="${texts.caption}" tabindex="0"><table class="table">
<caption>${texts.caption}</caption>
<thead><tr>${titles.map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${indicators.map((indicator, index) => listRow(indicator, { index, last: indicators.length - 1 }))}</tbody>
</table></div>
${toPlan()}`
  return { title: texts.listTitle, main, place: PLACE }
}

function listRow(
  { id, name, unit, live, sectionName }: IndicatorWithValues,
  { index, last }: { readonly index: number; readonly last: number },
): Html {
  const move = (to: 'up' | 'down', label: string, about: string) =>
    html`<button class="button-text" type="submit" name="to" value="${to}" aria-label="${about}">${label}</button> `
  const link = (path: string, label: string) =>
    html`<a class="button-text" href="${PLACE}/${id}/${path}" aria-label="${texts.about(name, label)}">${label}</a> `
  return html`<tr id="i-${id}"><td class="number">${index + 1}</td><th scope="row">${name}${unit !== '' && planTexts.unit(unit)}</th><td>${live === null ? texts.recorded : texts.live(LIVE_WORDS[live].name)}</td><td>${sectionName}</td>
<td><div class="plan-actions">${link('indicator', texts.change)}${link('remove', texts.remove)}<form method="post" action="${PLACE}/${id}/move">${index > 0 && move('up', texts.up, texts.moveUp(name))}${index < last && move('down', texts.down, texts.moveDown(name))}</form></div></td></tr>
`
}

export interface IndicatorFormView {
  readonly fields: IndicatorFields
  readonly sections: readonly Section[]
  readonly problems?: Problems
}

export function newIndicatorPage({ fields, sections, problems = {} }: IndicatorFormView): AdminPage {
  const main = html`<h1>${texts.newTitle}</h1>
${problemList(problems)}
<form class="form plan-indicator" method="post" action="${PLACE}/new">
${indicatorFields(fields, sections, problems)}
<p class="button-row"><button class="button button-solid" type="submit">${texts.create}</button></p>
</form>
${toList()}`
  return { title: texts.newTitle, main, place: PLACE }
}

export interface ChangeIndicatorView extends IndicatorFormView {
  /** As it is now. */
  readonly indicator: Indicator
  /** Somebody changed it since the form was opened. */
  readonly conflict?: boolean
}

export function changeIndicatorPage(view: ChangeIndicatorView): AdminPage {
  const { indicator, fields, sections, problems = {}, conflict = false } = view
  const title = texts.editTitle(indicator.name)
  const main = html`<h1>${title}</h1>
${conflict && conflictNotice(view)}
${problemList(problems)}
<form class="form plan-indicator" method="post" action="${PLACE}/${indicator.id}/indicator">
<input type="hidden" name="seen" value="${indicator.version}">
${indicatorFields(fields, sections, problems)}
<p class="button-row"><button class="button button-solid" type="submit">${texts.save}</button></p>
</form>
${toList()}`
  return { title, main, place: PLACE }
}

function conflictNotice({ indicator, fields, sections }: ChangeIndicatorView): Html {
  const rows = differences(fieldsOfIndicator(indicator), fields, sections)
  const body = html`<p>${texts.conflictText}</p>
<div class="table-scroll" role="region" aria-label="${texts.conflictCaption}" tabindex="0"><table class="table"><caption class="visually-hidden">${texts.conflictCaption}</caption>
<thead><tr><th scope="col">${texts.item}</th><th scope="col">${texts.now}</th><th scope="col">${texts.yours}</th></tr></thead>
<tbody>${rows.map(([label, now, yours]) => html`<tr><th scope="row">${label}</th><td>${now}</td><td>${yours}</td></tr>`)}</tbody></table></div>`
  return noticeHtml({ kind: 'warning', heading: texts.conflict, headingLevel: 2, body })
}

export function removeIndicatorPage({ id, name, values }: IndicatorWithValues): AdminPage {
  const main = html`<h1>${texts.removeTitle}</h1>
<p class="lead">${texts.removeText(name, values.length)}</p>
<form class="form" method="post" action="${PLACE}/${id}/remove"><p class="button-row"><button class="button button-danger" type="submit">${texts.removeNow}</button> <a class="button button-outline" href="${LIST}">${texts.cancel}</a></p></form>`
  return { title: texts.removeTitle, main, place: PLACE }
}

function toList(): Html {
  return html`<p class="button-row plan-end"><a class="button button-outline" href="${LIST}">${texts.toList}</a></p>`
}

function toPlan(): Html {
  return html`<p class="button-row plan-end"><a class="button button-outline" href="${PLACE}">${planTexts.toPlan}</a></p>`
}
