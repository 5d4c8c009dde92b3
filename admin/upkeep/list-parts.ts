// What the lists of upkeep share: the choice of a section, an entry in a row, the way to other pages.
import { html } from 'hono/html'
import type { Section } from '../../src/core/entry.ts'
import { formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { upkeepMessages as texts } from '../../src/core/messages/ja/admin/upkeep.ts'
import type { UpkeepEntry } from '../../src/core/ports/upkeep.ts'
import type { Html } from '../../src/pages/html.ts'

/** Rows of a page: what one looks through without scrolling for long. */
export const ROWS_PER_PAGE = 50

export interface Choice {
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: string
}

export function sectionChoice(sections: readonly Section[], chosen: string): Choice {
  const all = { value: '', label: texts.filter.allSections }
  const options = [all, ...sections.map(({ code, name }) => ({ value: code, label: name }))]
  return { name: 'section', label: texts.filter.section, options, chosen }
}

/** A form of choices that shows another list. */
export function filterForm(path: string, choices: readonly Choice[]): Html {
  return html`<form class="form form-inline" method="get" action="${path}">
  ${choices.map(choiceField)}
  <button class="button button-outline" type="submit">${texts.filter.show}</button>
</form>`
}

function choiceField({ name, label, options, chosen }: Choice): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
    <select class="input input-short" id="${name}" name="${name}">${options.map(
      option => html`<option value="${option.value}" ${option.value === chosen && 'selected'}>${option.label}</option>`,
    )}</select></div>`
}

export function entryLink({ id, question }: Pick<UpkeepEntry, 'id' | 'question'>): Html {
  return html`<a href="/admin/entries/${encodeURIComponent(id)}">${question}</a><br><span class="entry-id">${id}</span>`
}

export function dateHtml(date: string): Html {
  return html`<time datetime="${date}">${formatJapaneseDate(date)}</time>`
}

export interface Paging {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** From 1. */
  readonly page: number
  readonly total: number
}

export function pagesHtml({ path, query, page, total }: Paging): Html {
  if (total <= ROWS_PER_PAGE) return html`<p class="pages">${texts.count(total)}</p>`
  const from = (page - 1) * ROWS_PER_PAGE + 1
  const to = Math.min(page * ROWS_PER_PAGE, total)
  const link = (number: number, label: string) =>
    html`<a href="${path}?${new URLSearchParams({ ...query, page: String(number) }).toString()}">${label}</a>`
  return html`<nav class="pages" aria-label="${texts.pages.label}">
  <span>${texts.pages.position(Math.min(from, total), to, total)}</span>
  ${page > 1 && link(page - 1, texts.pages.previous)}
  ${to < total && link(page + 1, texts.pages.next)}
</nav>`
}

/** The heading of a column of numbers stands above their end. */
export type ColumnHead = string | { readonly ofNumbers: string }

/** A table that scrolls within itself where the window is narrow. */
export function tableHtml(caption: string, head: readonly ColumnHead[], rows: readonly Html[]): Html {
  return html`<div class="table-scroll" role="region" aria-label="${caption}" tabindex="0"><table class="table">
<caption>${caption}</caption>
<thead><tr>${head.map(headHtml)}</tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

function headHtml(head: ColumnHead): Html {
  if (typeof head === 'string') return html`<th scope="col">${head}</th>`
  return html`<th scope="col" class="number">${head.ofNumbers}</th>`
}
