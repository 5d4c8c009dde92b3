// An entry as the cells of a table, in the order of our columns; the same in CSV files and workbooks.
import type { Entry, Section } from '../../core/entry.ts'
import { joinListCell } from './csv-cell.ts'
import { cleanText, toRecord } from './entry-record.ts'
import { allFields, COLUMNS, type Field, STATUS_WORDS } from './fields.ts'

export function headerCells(): readonly string[] {
  return allFields().map(field => COLUMNS[field])
}

export function entryCells(entry: Entry): readonly string[] {
  const cells = toCells(entry)
  return allFields().map(field => cells[field])
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
