// Entries nobody is given, entries that do not help, and entries that are alike.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { upkeepMessages } from '../../src/core/messages/ja/admin/upkeep.ts'
import type { ReactionCount, UpkeepEntry, UpkeepPage } from '../../src/core/ports/upkeep.ts'
import { UNRESOLVED_SHARE_MIN, VOICES_MIN } from '../../src/core/upkeep/often-unresolved.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { dateHtml, entryLink, filterForm, pagesHtml, sectionChoice, tableHtml } from './list-parts.ts'

const { columns, count, duplicates, filter, percent, unresolved, unseen } = upkeepMessages
const PLACE = '/admin/upkeep'

/** Days since publication that are offered, and days that a list looks back. */
export const UNSEEN_DAYS = [30, 90, 180, 365] as const
export const SINCE_DAYS = [30, 90, 365] as const

export interface UnseenView {
  readonly sections: readonly Section[]
  readonly sectionCode: string
  readonly days: number
  readonly page: number
  readonly found: UpkeepPage
}

export function unseenPage({ sections, sectionCode, days, page, found }: UnseenView): AdminPage {
  const path = `${PLACE}/unseen`
  const options = UNSEEN_DAYS.map(value => ({ value: String(value), label: filter.registeredDays(value) }))
  const choices = [
    { name: 'days', label: filter.registered, options, chosen: String(days) },
    sectionChoice(sections, sectionCode),
  ]
  const rows = found.entries.map(
    entry => html`<tr><th scope="row">${entryLink(entry)}</th><td>${entry.section.name}</td>
<td>${entry.registeredOn !== null && dateHtml(entry.registeredOn)}</td></tr>
`,
  )
  const main = html`<h1>${unseen.title}</h1>
<p class="lead">${unseen.lead}</p>
${filterForm(path, choices)}
${rows.length === 0 ? html`<p>${unseen.none}</p>` : tableHtml(unseen.caption, [columns.entry, columns.section, columns.registeredOn], rows)}
${pagesHtml({ path, query: { section: sectionCode, days: String(days) }, page, total: found.total })}`
  return { title: unseen.title, main, place: PLACE }
}

export interface UnresolvedRow extends ReactionCount {
  readonly entry: UpkeepEntry
  readonly given: number
}

export interface UnresolvedView {
  readonly sections: readonly Section[]
  readonly sectionCode: string
  readonly days: number
  readonly rows: readonly UnresolvedRow[]
}

export function unresolvedPage({ sections, sectionCode, days, rows }: UnresolvedView): AdminPage {
  const options = SINCE_DAYS.map(value => ({ value: String(value), label: filter.days(value) }))
  const choices = [
    { name: 'days', label: filter.since, options, chosen: String(days) },
    sectionChoice(sections, sectionCode),
  ]
  const numbers = [unresolved.given, unresolved.resolved, unresolved.unresolved, unresolved.share]
  const head = [columns.entry, columns.section, ...numbers.map(ofNumbers => ({ ofNumbers }))]
  const main = html`<h1>${unresolved.title}</h1>
<p class="lead">${unresolved.lead}</p>
<p>${unresolved.definition(VOICES_MIN, UNRESOLVED_SHARE_MIN)}</p>
${filterForm(`${PLACE}/unresolved`, choices)}
${rows.length === 0 ? html`<p>${unresolved.none}</p>` : tableHtml(unresolved.caption, head, rows.map(unresolvedRow))}`
  return { title: unresolved.title, main, place: PLACE }
}

function unresolvedRow({ entry, given, resolved, unresolved: failed }: UnresolvedRow): Html {
  return html`<tr><th scope="row">${entryLink(entry)}</th><td>${entry.section.name}</td>
<td class="number">${count(given)}</td><td class="number">${count(resolved)}</td><td class="number">${count(failed)}</td>
<td class="number">${percent(failed / (resolved + failed))}</td></tr>
`
}

export interface PairView {
  readonly entries: readonly [UpkeepEntry, UpkeepEntry]
  readonly meaning: number
}

export interface DuplicatesView {
  readonly sections: readonly Section[]
  readonly sectionCode: string
  readonly page: number
  readonly total: number
  readonly pairs: readonly PairView[]
  readonly done: number
  readonly of: number
  /** There are vectors to compare. */
  readonly works: boolean
}

export function duplicatesPage(view: DuplicatesView): AdminPage {
  const { sections, sectionCode, pairs, page, total, done, of } = view
  const path = `${PLACE}/duplicates`
  const head = [duplicates.first, duplicates.second, { ofNumbers: duplicates.meaning }, columns.action]
  const main = html`<h1>${duplicates.title}</h1>
<p class="lead">${duplicates.lead}</p>
${stateHtml(view)}
${filterForm(path, [sectionChoice(sections, sectionCode)])}
${pairs.length > 0 ? tableHtml(duplicates.caption, head, pairs.map(pairRow)) : done >= of && html`<p>${duplicates.none}</p>`}
${pagesHtml({ path, query: { section: sectionCode }, page, total })}`
  return { title: duplicates.title, main, place: PLACE }
}

function stateHtml({ works, done, of }: DuplicatesView): Html {
  const tell = (sentence: string) =>
    noticeHtml({ kind: 'information', heading: sentence, headingLevel: 2, body: html`` })
  if (!works) return tell(duplicates.off)
  return done < of ? tell(duplicates.progress(done, of)) : html``
}

function pairRow({ entries: [first, second], meaning }: PairView): Html {
  const query = new URLSearchParams({ with: second.id }).toString()
  const across = first.section.code !== second.section.code
  return html`<tr><th scope="row">${entryLink(first)}<br>${first.section.name}</th>
<td>${entryLink(second)}<br>${second.section.name} ${across && html`<span class="badge">${duplicates.across}</span>`}</td>
<td class="number">${percent(meaning)}</td>
<td><a href="/admin/entries/${encodeURIComponent(first.id)}/merge?${query}">${duplicates.merge}<span class="visually-hidden">（${duplicates.mergeOf(first.question, second.question)}）</span></a></td></tr>
`
}
