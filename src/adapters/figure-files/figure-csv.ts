// A table of figures as CSV: plain numbers, and texts that no spreadsheet takes for a formula.
import { stringify } from 'csv-stringify/sync'
import type { FigureSheet, SheetCell } from '../../core/kpi/figure-sheets.ts'
import { guardCell } from '../entry-files/csv-cell.ts'
import { encodeText, type FileEncoding } from '../entry-files/encode-text.ts'

/** Throws `bad_input` for characters that the encoding cannot hold. */
export function figureCsv(
  { columns, rows }: FigureSheet,
  encoding: Extract<FileEncoding, 'utf8bom' | 'cp932'>,
): Buffer {
  const records = [columns.map(({ name }) => guardCell(name)), ...rows.map(row => row.map(cellText))]
  return encodeText(stringify(records, { record_delimiter: 'windows' }), encoding)
}

function cellText(cell: SheetCell): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? String(cell) : guardCell(cell)
}
