// All sections with their settings and figures, what is planned, and the ways to change them.
import { html } from 'hono/html'
import { type CalendarDate, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { sectionsMessages as texts } from '../../src/core/messages/ja/admin/sections.ts'
import type { PlannedChange, SectionChange, SectionOverview } from '../../src/core/ports/section-changes.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { type ColumnHead, tableHtml } from '../upkeep/list-parts.ts'
import { describeChange } from './describe-change.ts'

export const SECTIONS_PATH = '/admin/sections'

const KINDS: readonly SectionChange['kind'][] = ['create', 'rename', 'merge', 'split', 'close', 'move']

export interface ListView {
  readonly sections: readonly SectionOverview[]
  readonly planned: readonly PlannedChange[]
  readonly today: CalendarDate
  /** The heading of what was just done; null where nothing was. */
  readonly done: string | null
}

export function listPage({ sections, planned, today, done }: ListView): AdminPage {
  const open = sections.filter(({ closedOn }) => closedOn === null)
  const closed = sections.filter(({ closedOn }) => closedOn !== null)
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
${done !== null && noticeHtml({ kind: 'success', heading: done, headingLevel: 2, body: html``, focusId: 'done' })}
${tableHtml(texts.caption, openHead(), open.map(openRow))}
<section aria-labelledby="change"><h2 id="change">${texts.changeHeading}</h2>
<p>${texts.changeLead}</p>
<ul class="list">${KINDS.map(kind => html`<li><a href="${SECTIONS_PATH}/changes/${kind}">${texts.changes[kind]}</a></li>`)}</ul>
</section>
<section aria-labelledby="planned"><h2 id="planned">${texts.planned.heading}</h2>
${plannedTable({ sections, planned, today })}
</section>
${closed.length > 0 && closedTable(closed)}`
  return { title: texts.title, main, place: SECTIONS_PATH }
}

function openHead(): readonly ColumnHead[] {
  const { name, published, inTheWorks, tickets, people, settings, contacts } = texts.columns
  const numbers = [published, inTheWorks, tickets, people].map(ofNumbers => ({ ofNumbers }))
  return [name, ...numbers, settings, contacts]
}

function openRow({ section, settings, contacts, ...counts }: SectionOverview): Html {
  const addresses = Object.values(contacts)
  return html`<tr><th scope="row"><a href="${SECTIONS_PATH}/${section.code}">${section.name}</a><br><span class="entry-id">${section.code}</span></th>
<td class="number">${texts.count(counts.published)}</td><td class="number">${texts.count(counts.inTheWorks)}</td>
<td class="number">${texts.count(counts.openTickets)}</td><td class="number">${texts.preview.people(counts.people)}</td>
<td>${settings.approval ? texts.approval.on : texts.approval.off}<br>${settings.gate ? texts.gate.on : texts.gate.off}</td>
<td>${addresses.length === 0 ? texts.noContact : addresses.map(address => html`${address}<br>`)}</td></tr>
`
}

function plannedTable({ sections, planned, today }: Pick<ListView, 'sections' | 'planned' | 'today'>): Html {
  if (planned.length === 0) return html`<p>${texts.planned.none}</p>`
  const names = sections.map(({ section }) => section)
  const rows = planned.map(({ id, onDate, change, appliedAt }) => {
    const what = describeChange(change, names)
    return html`<tr><th scope="row">${what}</th><td><time datetime="${onDate}">${formatJapaneseDate(onDate)}</time></td>
<td>${stateHtml(appliedAt !== null, onDate < today)}${appliedAt === null && cancelForm(id, what)}</td></tr>
`
  })
  return tableHtml(texts.planned.caption, [texts.planned.what, texts.planned.onDate, texts.planned.state], rows)
}

function stateHtml(isMade: boolean, isLate: boolean): Html {
  if (isMade) return html`<span class="badge badge-good">${texts.planned.done}</span>`
  return isLate
    ? html`<span class="badge badge-bad">${texts.planned.late}</span>`
    : html`<span class="badge">${texts.planned.waiting}</span>`
}

function cancelForm(id: string, what: string): Html {
  return html`<form method="post" action="${SECTIONS_PATH}/changes/${id}/cancel"><button class="button button-outline" type="submit">${texts.planned.cancel}<span class="visually-hidden">（${texts.planned.cancelOf(what)}）</span></button></form>`
}

function closedTable(closed: readonly SectionOverview[]): Html {
  const rows = closed.map(
    ({
      section,
      closedOn,
      successor,
    }) => html`<tr><th scope="row">${section.name}<br><span class="entry-id">${section.code}</span></th>
<td>${closedOn !== null && html`<time datetime="${closedOn}">${formatJapaneseDate(closedOn)}</time>`}</td>
<td>${successor?.name ?? texts.noSuccessor}</td></tr>
`,
  )
  return html`<section aria-labelledby="closed"><h2 id="closed">${texts.closedHeading}</h2>
${tableHtml(texts.closedCaption, [texts.columns.name, texts.closedOn, texts.successor], rows)}</section>`
}
