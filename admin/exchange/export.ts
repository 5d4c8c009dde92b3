// Writes entries to a file: first it is seen whether the file can hold them all, then it goes out as it is read.
import { entryCells } from '../../src/adapters/entry-files/entry-cells.ts'
import { entryColumns, type Unwritable, unwritableParts } from '../../src/adapters/entry-files/entry-table.ts'
import { tableFileStream } from '../../src/adapters/entry-files/table-file.ts'
import { scopeOf } from '../../src/core/access/rights.ts'
import { ENTRY_STATUSES } from '../../src/core/entry.ts'
import { dateInJapan, isCalendarDate } from '../../src/core/fiscal-year.ts'
import { exchangeTexts as texts } from '../../src/core/messages/ja/admin/exchange.ts'
import type { ExportFilter } from '../../src/core/ports/exchange.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { EXPORT_KINDS, type ExportKind } from './export-kinds.ts'
import { sendFile } from './send-file.ts'
import { type FoundUnwritable, unwritablePage } from './unwritable-page.ts'

export async function sendExport(visit: SignedInVisit, { exchange, now }: ExchangeDeps): Promise<void> {
  const { request, account, response } = visit
  const filter = readFilter(request.query, scopeOf(account))
  const kind = EXPORT_KINDS.find(known => known === readField(request.query, 'format')) ?? 'xlsx'
  const marked = readField(request.query, 'marked') === 'on'
  const found = kind === 'csv' || marked ? NOTHING : await findUnwritable(filter, kind, exchange)
  if (found.entries > 0) {
    const page = unwritablePage({ kind, ...found, query: request.query })
    return visit.send({ ...page, place: '/admin/exchange' }, 422)
  }
  async function* pages() {
    for await (const entries of exchange.exportPages(filter)) yield entries.map(entryCells)
  }
  const format = kind === 'xlsx' ? 'xlsx' : 'csv'
  const encoding = kind === 'csv-cp932' ? 'cp932' : 'utf8bom'
  const stream = tableFileStream({ format, encoding, columns: entryColumns(), pages: pages(), at: now() })
  const name = texts.exportName(dateInJapan(now()).replaceAll('-', ''))
  await sendFile(response, stream, { name, format })
}

function readFilter(query: unknown, scope: ExportFilter['scope']): ExportFilter {
  const date = (name: string) => {
    const text = readField(query, name)
    return isCalendarDate(text) ? text : null
  }
  return {
    sectionCode: readField(query, 'section') || null,
    status: ENTRY_STATUSES.find(known => known === readField(query, 'status')) ?? null,
    revisedFrom: date('from'),
    revisedTo: date('to'),
    scope,
  }
}

const NOTHING: FoundUnwritable = { entries: 0, cells: 0, shown: [] }

const SHOWN_MAX = 200

async function findUnwritable(
  filter: ExportFilter,
  kind: ExportKind,
  { exportPages }: Pick<ExchangeDeps['exchange'], 'exportPages'>,
): Promise<FoundUnwritable> {
  const shown: Unwritable[] = []
  let entries = 0
  let cells = 0
  for await (const page of exportPages(filter)) {
    for (const entry of page) {
      const parts = unwritableParts(entry, kind)
      if (parts.length === 0) continue
      entries += 1
      cells += parts.length
      if (shown.length < SHOWN_MAX) shown.push(...parts)
    }
  }
  return { entries, cells, shown: shown.slice(0, SHOWN_MAX) }
}
