// The first page of upkeep: how sections stand to their review dates, and the lists to work through.
import { html } from 'hono/html'
import { upkeepMessages as texts } from '../../src/core/messages/ja/admin/upkeep.ts'
import type { ReviewStanding } from '../../src/core/ports/upkeep.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { tableHtml } from './list-parts.ts'

type Counts = Omit<ReviewStanding, 'section'>

const NOTHING: Counts = { published: 0, verified: 0, dueSoon: 0, overdue: 0, undated: 0 }

export function overviewPage(standings: readonly ReviewStanding[]): AdminPage {
  const all = standings.reduce<Counts>(add, NOTHING)
  const main = html`<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<section aria-labelledby="lists"><h2 id="lists">${texts.listsHeading}</h2>
<ul class="list">
  <li><a href="/admin/upkeep/reviews?span=overdue">${texts.lists.overdue}</a>：${texts.count(all.overdue)}</li>
  <li><a href="/admin/upkeep/reviews?span=soon">${texts.lists.soon}</a>：${texts.count(all.dueSoon)}</li>
  <li><a href="/admin/upkeep/unseen">${texts.lists.unseen}</a></li>
  <li><a href="/admin/upkeep/unresolved">${texts.lists.unresolved}</a></li>
  <li><a href="/admin/upkeep/duplicates">${texts.lists.duplicates}</a></li>
</ul></section>
<section aria-labelledby="standing"><h2 id="standing">${texts.standingHeading}</h2>
<p>${texts.standingDefinition}</p>
${standings.length === 0 ? html`<p>${texts.nothingPublished}</p>` : standingTable(standings, all)}
</section>`
  return { title: texts.title, main, place: '/admin/upkeep' }
}

function standingTable(standings: readonly ReviewStanding[], all: Counts): Html {
  const { section, published, verified, verifiedShare, dueSoon, overdue, undated } = texts
  const numbers = [published, verified, verifiedShare, dueSoon, overdue, undated]
  const head = [section, ...numbers.map(ofNumbers => ({ ofNumbers }))]
  const rows = standings.map(({ section: of, ...counts }) => rowHtml(of.name, counts, of.code))
  return tableHtml(texts.standingCaption, head, [...rows, rowHtml(texts.all, all, '')])
}

function rowHtml(name: string, counts: Counts, code: string): Html {
  const link = `/admin/upkeep/reviews?span=overdue&section=${encodeURIComponent(code)}`
  return html`<tr><th scope="row">${name}</th>
<td class="number">${texts.count(counts.published)}</td>
<td class="number">${texts.count(counts.verified)}</td>
<td class="number">${texts.percent(counts.published === 0 ? 0 : counts.verified / counts.published)}</td>
<td class="number">${texts.count(counts.dueSoon)}</td>
<td class="number">${counts.overdue === 0 ? texts.count(0) : html`<a href="${link}">${texts.count(counts.overdue)}</a>`}</td>
<td class="number">${texts.count(counts.undated)}</td></tr>
`
}

function add(a: Counts, b: Counts): Counts {
  return {
    published: a.published + b.published,
    verified: a.verified + b.verified,
    dueSoon: a.dueSoon + b.dueSoon,
    overdue: a.overdue + b.overdue,
    undated: a.undated + b.undated,
  }
}
