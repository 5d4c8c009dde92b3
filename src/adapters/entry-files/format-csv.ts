// Entries → CSV text that opens in Excel: Japanese header, every cell quoted, CR LF, nothing that runs as a formula.
import { stringify } from 'csv-stringify/sync'
import type { Entry, Section } from '../../core/entry.ts'
import { guardCell, joinListCell } from './csv-cell.ts'
import { cleanText, toRecord } from './entry-record.ts'
import { COLUMNS, type Field, STATUS_WORDS } from './fields.ts'

export function formatCsv(entries: readonly Entry[]): string {
  const rows = entries.map(entry => {
    const cells = toCells(entry)
    return columns().map(field => guardCell(cells[field]))
  })
  const header = columns().map(field => COLUMNS[field])
  return stringify([header, ...rows], { record_delimiter: 'windows', quoted: true })
}

function toCells(entry: Entry): Readonly<Record<Field, string>> {
  const record = toRecord(entry)
  const { code, name }: Section = entry.section
  return {
    ...record,
    section_code: code,
    section_name: cleanText(name),
    phrasings: joinListCell(record.phrasings),
    negative: joinListCell(record.negative),
    tags: joinListCell(record.tags),
    basis: joinListCell(record.basis),
    status: STATUS_WORDS[entry.status],
    registered: record.registered ?? '',
    revised: record.revised ?? '',
    review_by: record.review_by ?? '',
    valid_from: record.valid_from ?? '',
    valid_until: record.valid_until ?? '',
    visible_to: joinListCell(record.visible_to),
  }
}

function columns(): readonly Field[] {
  return Object.keys(COLUMNS) as Field[]
}
