// The rows of a table file, each checked on its own, with the section that its cells mean.

import type { Section } from '../../core/entry.ts'
import type { FileRow } from '../../core/exchange/check-file.ts'
import type { SectionFinder } from '../../core/exchange/find-section.ts'
import type { TableField, TableReading } from '../../core/exchange/reading.ts'
import { rowSentences } from '../../core/messages/ja/admin/exchange.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { codeOf } from './encode-text.ts'
import { checkEntryRow } from './entry-row.ts'
import { excerpt } from './problems-of-issues.ts'
import { isGroup, type RawRow } from './raw-row.ts'
import { readTable } from './read-table.ts'
import { type TableRecord, toRow } from './table-rows.ts'

export interface RowsToRead {
  readonly reading: TableReading
  readonly columns: readonly (TableField | null)[]
  readonly sections: SectionFinder
  /** For new rows without one. */
  readonly defaultSection: Section | null
}

/** Stands in for a section that the row does not name, until it is known whether its entry has one. */
const UNNAMED: Section = { code: 'unnamed', name: 'unnamed' }

/** Throws `UnreadableWorkbook` for what ends the reading. */
export async function* readEntryRows(path: string, file: RowsToRead): AsyncGenerator<FileRow> {
  let header = true
  for await (const record of readTable(path, file.reading)) {
    if (!header) yield checkRecord(record, file)
    header = false
  }
}

function checkRecord(record: TableRecord, { columns, sections, defaultSection }: RowsToRead): FileRow {
  const { line, cells, problems = [] } = record
  const broken = problems.length > 0 && cells.length === 0
  const row = toRow(record, columns)
  const found = sections.find(sectionCells(row))
  const section = found.section ?? defaultSection ?? UNNAMED
  const checked = broken ? null : checkEntryRow({ ...row, section: { ...row.section, value: section } }, {})
  const reasons = [
    ...problems,
    ...(broken ? [] : [...unreadableIn(cells), ...extraCells(cells, columns)]),
    ...(found.reason === null || broken ? [] : [found.reason]),
    ...(checked?.problems ?? []).map(({ reason }) => reason),
  ]
  const input = reasons.length === 0 ? (checked?.input ?? null) : null
  const { value } = row.values
  const statusGiven = isGroup(value) && value['status'] !== undefined
  return { line, cells, input, reasons, sectionGiven: found.section !== null, statusGiven }
}

function sectionCells({ section }: RawRow): { readonly code?: string; readonly name?: string } | undefined {
  const { value } = section
  if (!isGroup(value)) return undefined
  const { code, name } = value
  return { ...(typeof code === 'string' && { code }), ...(typeof name === 'string' && { name }) }
}

/** Beyond the header's last column; what stands under a column that nobody wanted was seen when the columns were chosen. */
function extraCells(cells: readonly string[], columns: RowsToRead['columns']): readonly string[] {
  return cells
    .slice(columns.length)
    .flatMap((cell, index) =>
      cell.trim() === '' ? [] : [ja.csvCellWithoutColumn(columns.length + index + 1, excerpt(cell.trim()))],
    )
}

const PRIVATE_USE = /\p{Co}/gu
const CHARACTERS_SHOWN = 5

/** Letters that the encoding does not have, and those that only one office's machines have (外字). */
function unreadableIn(cells: readonly string[]): readonly string[] {
  const text = cells.join('\n')
  const own = [...new Set(text.match(PRIVATE_USE) ?? [])]
  return [
    ...(text.includes('\ufffd') ? [rowSentences.unreadable()] : []),
    ...(own.length > 0 ? [rowSentences.privateUse(own.slice(0, CHARACTERS_SHOWN).map(codeOf).join(' '))] : []),
  ]
}
