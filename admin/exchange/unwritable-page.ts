// What a file of the chosen kind could not hold, entry by entry, and the ways out of it.
import { html } from 'hono/html'
import type { Unwritable } from '../../src/adapters/entry-files/entry-table.ts'
import { CELL_MAX } from '../../src/adapters/xlsx/write-workbook.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { Html } from '../../src/pages/html.ts'
import { noticeHtml } from '../../src/pages/notice.ts'
import type { AdminPage } from '../layout.ts'
import { readField } from '../read-field.ts'
import type { ExportKind } from './export-kinds.ts'

export interface FoundUnwritable {
  /** How many entries. */
  readonly entries: number
  /** How many cells. */
  readonly cells: number
  /** The first of them. */
  readonly shown: readonly Unwritable[]
}

export interface UnwritableView extends FoundUnwritable {
  readonly kind: ExportKind
  readonly query: unknown
}

export function unwritablePage(view: UnwritableView): AdminPage {
  const { kind, entries, cells, shown } = view
  const why = kind === 'xlsx' ? texts.tooLong(entries, CELL_MAX) : texts.unwritableCp932(entries)
  const main = html`<h1>${texts.unwritableTitle}</h1>
${noticeHtml({ kind: 'warning', heading: why, headingLevel: 2, body: ways(view) })}
<div class="table-scroll" role="region" aria-label="${texts.unwritableCaption}" tabindex="0"><table class="table">
<caption>${texts.unwritableCaption}</caption>
<thead><tr><th scope="col">${texts.id}</th><th scope="col">${texts.column}</th><th scope="col">${kind === 'xlsx' ? texts.reason : texts.characters}</th></tr></thead>
<tbody>${shown.map(
    ({ entryId, column, characters, tooLong }) =>
      html`<tr><th scope="row"><a href="/admin/entries/${entryId}">${entryId}</a></th><td>${column}</td><td>${tooLong ? texts.lengthOver : characters.join('、')}</td></tr>
`,
  )}</tbody></table></div>
${cells > shown.length && html`<p>${texts.more(cells - shown.length)}</p>`}
<p class="button-row actions"><a class="button button-outline" href="/admin/exchange">${texts.backToList}</a></p>`
  return { title: texts.unwritableTitle, main }
}

function ways({ kind, query }: UnwritableView): Html {
  return html`<ul class="button-list"><li><a class="button button-solid" href="${sameWith(query, { format: 'csv' })}">${texts.asUtf8}</a></li>
${kind === 'csv-cp932' && html`<li><a class="button button-outline" href="${sameWith(query, { format: kind, marked: 'on' })}">${texts.marked}</a></li>`}</ul>`
}

const KEPT = ['section', 'status', 'from', 'to'] as const

function sameWith(query: unknown, other: Readonly<Record<string, string>>): string {
  const kept = KEPT.map(name => [name, readField(query, name)] as const).filter(([, value]) => value !== '')
  const wanted = new URLSearchParams([...kept.map(([k, v]) => [k, v] as [string, string]), ...Object.entries(other)])
  return `/admin/exchange/export?${wanted.toString()}`
}
