// 解決率 of a fiscal year: of everything, by month, by section, by entry; and the entries of which it has fallen.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Fall } from '../../src/core/learning/find-falls.ts'
import { RESOLUTION_ORDERS, type ResolutionOrder, type VoiceCount } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import type { EntryVoices, MonthVoices, SectionVoices } from '../../src/core/ports/resolution.ts'
import type { Html } from '../../src/pages/html.ts'
import { filterForm, selectField } from '../filter-form.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
import { tableHtml } from '../table.ts'
import { RESOLUTION_PATH } from './deps.ts'
import { fallsHtml } from './falls-view.ts'
import { monthsChart, RATE_HEADS, rateCells } from './rate-cells.ts'

export interface ResolutionFilter {
  readonly year: number
  readonly section: string
  readonly order: ResolutionOrder
}

export interface ResolutionView {
  readonly filter: ResolutionFilter
  readonly years: readonly number[]
  readonly sections: readonly Section[]
  readonly whole: VoiceCount
  readonly months: readonly string[]
  readonly byMonth: readonly MonthVoices[]
  readonly bySection: readonly SectionVoices[]
  readonly window: PageWindow
  readonly total: number
  readonly entries: readonly EntryVoices[]
  readonly falls: readonly Fall[]
  /** Questions of the entries that are named, by id. */
  readonly questions: ReadonlyMap<string, string>
}

const { columns } = texts

export function resolutionPage(view: ResolutionView): AdminPage {
  const { filter, sections, whole } = view
  const name = sections.find(({ code }) => code === filter.section)?.name ?? texts.total
  const main = html`<div class="flow"><h1>${texts.title}</h1>
${learningTabs('resolution')}
<p class="lead">${texts.lead}</p>
<details class="detail"><summary>${texts.definitionTitle}</summary><ul>${texts.definition.map(line => html`<li>${line}</li>`)}</ul></details>
<section id="falling" aria-labelledby="falling-heading"><h2 id="falling-heading" tabindex="-1">${texts.fallingHeading}</h2>
${fallsHtml(view)}
</section>
<section aria-labelledby="whole"><h2 id="whole">${texts.wholeHeading(filter.year)}</h2>
${filterHtml(view)}
${tableHtml({ caption: texts.wholeCaption, heads: [columns.section, ...RATE_HEADS], rows: [html`<tr><th scope="row">${name}</th>${rateCells(whole)}</tr>`] })}
${monthsChart({ id: 'months', name, months: view.months, voices: view.byMonth })}
</section>
${filter.section === '' && sectionsHtml(view)}
${entriesHtml(view)}</div>`
  return { title: texts.title, main, place: LEARNING_PLACE }
}

function filterHtml({ filter, years, sections }: ResolutionView): Html {
  const { label, year, section, allSections, order, show } = texts.filter
  const ofYears = years.map(one => [String(one), texts.year(one)] as const)
  const named = sections.map(({ code, name }) => [code, name] as const)
  const orders = RESOLUTION_ORDERS.map(one => [one, texts.orders[one]] as const)
  const fields = [
    selectField({ name: 'year', label: year, options: ofYears, chosen: String(filter.year) }),
    selectField({ name: 'section', label: section, options: [['', allSections], ...named], chosen: filter.section }),
    selectField({ name: 'order', label: order, options: orders, chosen: filter.order }),
  ]
  return filterForm({ action: RESOLUTION_PATH, label, fields, show })
}

function sectionsHtml({ bySection }: ResolutionView): Html {
  if (bySection.length === 0) return html``
  const rows = bySection.map(
    one => html`<tr><th scope="row">${one.section.name}</th>${rateCells(one)}</tr>
`,
  )
  return html`<section aria-labelledby="sections"><h2 id="sections">${texts.sectionsHeading}</h2>
${tableHtml({ caption: texts.sectionsCaption, heads: [columns.section, ...RATE_HEADS], rows })}
</section>`
}

function entriesHtml(view: ResolutionView): Html {
  const { filter, entries, total, window } = view
  const query = new URLSearchParams({ year: String(filter.year), section: filter.section })
  const list = new URLSearchParams({ ...Object.fromEntries(query), order: filter.order })
  const heads = [columns.entry, columns.section, ...RATE_HEADS]
  const rows = entries.map(entry => entryRow(entry, view))
  return html`<section aria-labelledby="entries"><h2 id="entries">${texts.entriesHeading}</h2>
${
  total === 0
    ? html`<p>${texts.noVoices}</p>`
    : tableHtml({ caption: texts.entriesCaption(filter.order, total), heads, rows })
}
${pagesHtml(window, total, `${RESOLUTION_PATH}?${list.toString()}`)}
<p class="button-row"><a class="button button-outline" href="${RESOLUTION_PATH}/export?${query.toString()}&amp;format=csv">${texts.export}</a>
<a href="${RESOLUTION_PATH}/export?${query.toString()}&amp;format=cp932">${texts.exportCp932}</a></p>
</section>`
}

function entryRow(entry: EntryVoices, { questions, filter }: ResolutionView): Html {
  const { entryId, section } = entry
  const question = questions.get(entryId) ?? entryId
  const more = `${RESOLUTION_PATH}/entries/${encodeURIComponent(entryId)}?year=${filter.year}`
  return html`<tr><th scope="row" class="resolution-entry"><a href="/admin/entries/${encodeURIComponent(entryId)}">${question}</a>
<span class="row-note">${entryId}　<a href="${more}" aria-label="${texts.questionsOf(question)}">${texts.seeQuestions}</a></span></th><td>${section.name}</td>${rateCells(entry)}</tr>
`
}
