// The entries that make up a count of registrations. One that the reader may not see is counted and not shown.
import { html } from 'hono/html'
import { isVisibleIn, isWorkVisibleIn, type Scope } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { addDays, type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { kpiTexts as texts } from '../../src/core/messages/ja/admin/kpi.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'

const { list } = texts

export interface RegistrationsView {
  readonly from: CalendarDate
  readonly before: CalendarDate
  readonly total: number
  /** Counted in the period as opening balance. */
  readonly opening: number
  readonly entries: readonly Entry[]
  readonly scope: Scope
  readonly newer: string | null
  readonly older: string | null
}

export function registrationsPage(view: RegistrationsView): AdminPage {
  const { from, before, total, opening, entries, newer, older } = view
  const main = html`<h1>${list.title}</h1>
<p class="lead">${list.lead(from, addDays(before, -1))}${total > 0 && list.total(total)}</p>
${opening > 0 && html`<p>${list.opening(opening)}</p>`}
${entries.length === 0 ? html`<p>${list.none}</p>` : entryTable(view)}
<p class="pages">${newer !== null && html`<a href="${newer}">${list.newer}</a>`} ${older !== null && html`<a href="${older}">${list.older}</a>`}</p>
<p class="button-row"><a class="button button-outline" href="/admin/kpi">${list.back}</a></p>`
  return { title: list.title, main, place: '/admin/kpi' }
}

function entryTable({ entries, scope }: RegistrationsView): Html {
  const { registeredOn, question, section, status } = list.columns
  return html`<div class="table-scroll" role="region" aria-label="${list.caption}" tabindex="0"><table class="table">
<caption>${list.caption}</caption>
<thead><tr><th scope="col">${registeredOn}</th><th scope="col">${question}</th><th scope="col">${section}</th><th scope="col">${status}</th></tr></thead>
<tbody>${entries.map(entry => entryRow(entry, scope))}</tbody></table></div>`
}

function entryRow(entry: Entry, scope: Scope): Html {
  const { id, question, section, status, registeredOn, mergedInto } = entry
  const shown =
    status === 'published' ? isVisibleIn(entry, scope) : isWorkVisibleIn(entry, scope) || entry.visibleTo.length === 0
  const name = shown
    ? html`<a href="/admin/entries/${encodeURIComponent(id)}">${question}</a>`
    : html`${list.restricted}`
  const state = mergedInto === null ? list.status[status] : list.merged
  return html`<tr><td>${registeredOn !== null && formatJapaneseDate(registeredOn)}</td><td>${name}</td><td>${section.name}</td><td>${state}</td></tr>
`
}
