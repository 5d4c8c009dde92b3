// The list of entries as a page: filter, states with their numbers, a table, and links to its other pages.
import { html } from 'hono/html'
import type { Section, WorkingEntry } from '../../src/core/entry.ts'
import { type CalendarDate, dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { formatMoment } from '../../src/core/japan-time.ts'
import { draftingTexts } from '../../src/core/messages/ja/admin/drafting.ts'
import { editingTexts } from '../../src/core/messages/ja/admin/editing.ts'
import { ENTRY_ORDERS, ENTRY_STATES, type EntryListing, type ListedEntry } from '../../src/core/ports/entry-list.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { type ListFilter, listUrl, OWN_SECTIONS, ROWS_PER_PAGE } from './list-filter.ts'

const texts = editingTexts.list

export interface Unsaved {
  readonly url: string
  readonly question: string
  readonly savedAt: Date
}

export interface ListView {
  readonly filter: ListFilter
  readonly listing: EntryListing
  readonly sections: readonly Section[]
  readonly tags: readonly string[]
  readonly today: CalendarDate
  readonly unsaved: readonly Unsaved[]
  readonly mayEdit: boolean
  /** Ids of entries that are still what a model wrote. */
  readonly modelDrafts: ReadonlySet<string>
}

export function listPage(view: ListView): AdminPage {
  const main = html`<h1>${texts.title}</h1>
${view.unsaved.length > 0 && unsavedHtml(view.unsaved)}
${view.mayEdit && html`<p class="button-row list-create"><a class="button button-solid" href="/admin/entries/new">${texts.create}</a></p>`}
${filterHtml(view)}
${statesHtml(view)}
${view.listing.total === 0 ? emptyHtml() : tableHtml(view)}
${pagesHtml(view)}`
  return { title: texts.title, main, place: '/admin/entries' }
}

function unsavedHtml(unsaved: readonly Unsaved[]): Html {
  const items = unsaved.map(
    ({ url, question, savedAt }) =>
      html`<li><a href="${url}">${question === '' ? texts.untitled : question}</a>${texts.unsavedAt(formatMoment(savedAt))}</li>`,
  )
  const body = html`<p>${texts.unsavedText}</p><ul class="list">${items}</ul>`
  return noticeHtml({ kind: 'information', heading: texts.unsavedHeading, headingLevel: 2, body })
}

function filterHtml({ filter, sections, tags, modelDrafts }: ListView): Html {
  const option = (value: string, label: string, chosen: string) =>
    html`<option value="${value}"${value === chosen && ' selected'}>${label}</option>`
  return html`<form class="form filter" method="get" action="/admin/entries" role="search" aria-label="${texts.filterHeading}">
  <div class="field filter-text">
    <label for="q">${texts.text}</label>
    <span class="hint" id="q-hint">${texts.textHint}</span>
    <input class="input" id="q" name="q" type="search" value="${filter.text}" aria-describedby="q-hint">
  </div>
  <div class="field">
    <label for="section">${texts.section}</label>
    <select class="input" id="section" name="section">
      ${option('', texts.allSections, filter.section)}${option(OWN_SECTIONS, texts.ownSections, filter.section)}
      ${sections.map(({ code, name }) => option(code, name, filter.section))}
    </select>
  </div>
  <div class="field">
    <label for="tag">${texts.tag}</label>
    <input class="input" id="tag" name="tag" list="tags" value="${filter.tag}" autocomplete="off">
    <datalist id="tags">${tags.map(tag => html`<option value="${tag}"></option>`)}</datalist>
  </div>
  <div class="field">
    <label for="order">${texts.order}</label>
    <select class="input" id="order" name="order">${ENTRY_ORDERS.map(order => option(order, texts.orders[order], filter.order))}</select>
  </div>
  <label class="choice"><input type="checkbox" name="due" value="1"${filter.due && ' checked'}>${texts.due}</label>
  ${(modelDrafts.size > 0 || filter.model) && html`<label class="choice"><input type="checkbox" name="model" value="1"${filter.model && ' checked'}>${draftingTexts.listFilter}</label>`}
  ${filter.state !== undefined && html`<input type="hidden" name="state" value="${filter.state}">`}
  <p class="button-row filter-buttons">
    <button class="button button-outline" type="submit">${texts.submit}</button>
    ${listUrl({ ...filter, page: 1 }) !== '/admin/entries' && html`<a class="button-text" href="/admin/entries">${texts.clear}</a>`}
  </p>
</form>`
}

function statesHtml({ filter, listing }: ListView): Html {
  const link = (state: ListFilter['state'], label: string, count: number | null) => {
    const current = state === filter.state && html` aria-current="true"`
    const number = count === null ? '' : html` <span class="state-count">${texts.count(count)}</span>`
    return html`<li><a href="${listUrl({ ...filter, state, page: 1 })}"${current}>${label}${number}</a></li>
`
  }
  return html`<nav class="states" aria-label="${texts.statesLabel}"><ul>
${link(undefined, texts.allStates, filter.state === undefined ? listing.total : null)}${ENTRY_STATES.map(state => link(state, texts.states[state], listing.counts[state]))}</ul></nav>`
}

function emptyHtml(): Html {
  return noticeHtml({ kind: 'information', heading: texts.none, headingLevel: 2, body: html`<p>${texts.noneHint}</p>` })
}

function tableHtml(view: ListView): Html {
  const { filter, listing } = view
  const from = (filter.page - 1) * ROWS_PER_PAGE + 1
  const { columns } = texts
  return html`<div class="table-scroll" role="group" aria-label="${texts.title}" tabindex="0"><table class="table entries">
<caption>${texts.caption(listing.total, from, from + listing.entries.length - 1)}</caption>
<thead><tr><th scope="col">${columns.question}</th><th scope="col">${columns.status}</th><th scope="col">${columns.section}</th><th scope="col">${columns.review}</th><th scope="col">${columns.updated}</th></tr></thead>
<tbody>
${listing.entries.map(listed => rowHtml(listed, view))}</tbody>
</table></div>`
}

function rowHtml({ entry, updatedAt }: ListedEntry, { today, modelDrafts }: ListView): Html {
  return html`<tr>
  <th scope="row"><a href="/admin/entries/${encodeURIComponent(entry.id)}">${entry.question}</a>
    <span class="entry-facts"><span>${entry.id}</span>${entry.tags.map(tag => html` <a class="chip" href="${listUrl({ tag })}">${tag}</a>`)}</span></th>
  <td>${statusHtml(entry)}${modelDrafts.has(entry.id) && html`<span class="badge badge-caution">${draftingTexts.badge}</span>`}</td>
  <td>${entry.section.name}</td>
  <td>${reviewHtml(entry, today)}</td>
  <td class="date">${formatJapaneseDate(dateInJapan(updatedAt))}</td>
</tr>
`
}

function statusHtml(entry: WorkingEntry): Html {
  const { statuses, revising, merged } = editingTexts
  const serves = entry.publishedRevision !== null
  const works = serves && entry.publishedRevision !== entry.revision
  const badge = (label: string, kind = '') => html`<span class="badge ${kind}">${label}</span> `
  return html`${serves ? badge(statuses.published, 'badge-good') : badge(statuses[entry.status])}${works && badge(entry.status === 'in_review' ? statuses.in_review : revising)}${entry.mergedInto !== null && badge(merged)}${entry.visibleTo.length > 0 && badge(texts.restrictedToSome)}`
}

function reviewHtml({ reviewBy, publishedRevision }: WorkingEntry, today: CalendarDate): Html {
  if (reviewBy === null) return html`${texts.noReview}`
  const due = publishedRevision !== null && reviewBy < today
  return html`<span class="date">${formatJapaneseDate(reviewBy)}</span>${due && html` <span class="badge badge-caution">${texts.reviewDue}</span>`}`
}

function pagesHtml({ filter, listing }: ListView): Html {
  const last = Math.max(1, Math.ceil(listing.total / ROWS_PER_PAGE))
  if (last === 1 && filter.page === 1) return html``
  const link = (page: number, label: string) =>
    page < 1 || page > last || page === filter.page ? '' : html`<a href="${listUrl({ ...filter, page })}">${label}</a>`
  return html`<nav class="pages" aria-label="${texts.pages}">
  ${filter.page > 2 && link(1, texts.first)}${link(Math.min(filter.page - 1, last), texts.previous)}
  <span>${texts.page(filter.page, last)}</span>
  ${link(filter.page + 1, texts.next)}${filter.page < last - 1 && link(last, texts.last)}
</nav>`
}
