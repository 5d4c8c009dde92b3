// 解決率 of a fiscal year: of everything, by month, by section, by entry; and the entries of which it has fallen.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import type { Fall } from '../../src/core/learning/find-falls.ts'
import { RESOLUTION_ORDERS, type ResolutionOrder, type VoiceCount } from '../../src/core/learning/resolution.ts'
import { resolutionTexts as texts } from '../../src/core/messages/ja/admin/resolution.ts'
import type { EntryVoices, MonthVoices, SectionVoices } from '../../src/core/ports/resolution.ts'
import type { Html } from '../../src/pages/html.ts'
import type { AdminPage } from '../layout.ts'
import { LEARNING_PLACE, learningTabs } from '../learning-tabs.ts'
import { type PageWindow, pagesHtml } from '../pages-of.ts'
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
${filterForm(view)}
${tableHtml(texts.wholeCaption, [columns.section, ...RATE_HEADS], [html`<tr><th scope="row">${name}</th>${rateCells(whole)}</tr>`])}
${monthsChart({ id: 'months', name, months: view.months, voices: view.byMonth })}
</section>
${filter.section === '' && sectionsHtml(view)}
${entriesHtml(view)}</div>`
  return { title: texts.title, main, place: LEARNING_PLACE }
}

function filterForm({ filter, years, sections }: ResolutionView): Html {
  const { label, year, section, allSections, order, show } = texts.filter
  const option = (value: string, name: string, chosen: string) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${name}</option>`
  const field = (name: string, text: string, options: readonly Html[]) =>
    html`<div class="field"><label for="${name}">${text}</label><select class="input" id="${name}" name="${name}">${options}</select></div>`
  return html`<form class="form form-inline" method="get" action="${RESOLUTION_PATH}" aria-label="${label}">
${field(
  'year',
  year,
  years.map(one => option(String(one), texts.year(one), String(filter.year))),
)}
${field('section', section, [option('', allSections, filter.section), ...sections.map(one => option(one.code, one.name, filter.section))])}
${field(
  'order',
  order,
  RESOLUTION_ORDERS.map(one => option(one, texts.orders[one], filter.order)),
)}
<button class="button button-outline" type="submit">${show}</button>
</form>`
}

function sectionsHtml({ bySection }: ResolutionView): Html {
  if (bySection.length === 0) return html``
  const rows = bySection.map(
    one => html`<tr><th scope="row">${one.section.name}</th>${rateCells(one)}</tr>
`,
  )
  return html`<section aria-labelledby="sections"><h2 id="sections">${texts.sectionsHeading}</h2>
${tableHtml(texts.sectionsCaption, [columns.section, ...RATE_HEADS], rows)}
</section>`
}

function entriesHtml(view: ResolutionView): Html {
  const { filter, entries, total, window } = view
  const query = new URLSearchParams({ year: String(filter.year), section: filter.section })
  const list = new URLSearchParams({ ...Object.fromEntries(query), order: filter.order })
  const heads = [columns.entry, columns.section, ...RATE_HEADS]
  return html`<section aria-labelledby="entries"><h2 id="entries">${texts.entriesHeading}</h2>
${
  total === 0
    ? html`<p>${texts.noVoices}</p>`
    : tableHtml(
        texts.entriesCaption(filter.order, total),
        heads,
        entries.map(entry => entryRow(entry, view)),
        true,
      )
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

/** Numbers follow the names; the second column is a name too where it says so. */
export function tableHtml(caption: string, heads: readonly string[], rows: readonly Html[], twoNames = false): Html {
  const names = twoNames ? 2 : 1
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table">
<caption>${caption}</caption>
<thead><tr>${heads.map((head, i) => html`<th scope="col"${i >= names && html` class="number"`}>${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}
