// CSV → raw rows: a header with Japanese or English column names, then one entry a record. Cells are text, never numbers.
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { splitListCell, unguardCell } from './csv-cell.ts'
import { COLUMNS, type Field, LIST_FIELDS } from './fields.ts'
import { excerpt } from './problems-of-issues.ts'
import type { ParsedRows, RawRow, RowProblem } from './raw-row.ts'
import { type CsvRecord, splitCsv } from './split-csv.ts'

const REQUIRED: readonly Field[] = ['question', 'answer']

const FIELDS_BY_NAME: ReadonlyMap<string, Field> = new Map([
  ...fieldNames().map((field): [string, Field] => [field, field]),
  ...fieldNames().map((field): [string, Field] => [columnKey(COLUMNS[field]), field]),
  ['section', 'section_name'],
])

export function parseCsvRows(text: string): ParsedRows {
  const { records, problems } = splitCsv(text)
  const [header, ...rest] = records
  if (header === undefined)
    return { rows: [], problems: problems.length > 0 ? problems : [{ line: 1, reason: ja.emptyFile() }] }
  const columns = readHeader(header)
  const wrongHeader = checkHeader(header, columns)
  // Under a wrong header every row would be wrong in the same way.
  if (wrongHeader.length > 0) return { rows: [], problems: [...wrongHeader, ...problems] }
  return {
    rows: rest.map(record => toRow(record, columns)),
    problems: [...rest.flatMap(record => checkExtraCells(record, columns)), ...problems],
  }
}

/** The field of each column; null for a column without a name, as Excel leaves behind. */
function readHeader({ cells }: CsvRecord): readonly (Field | null)[] {
  return cells.map(cell => FIELDS_BY_NAME.get(columnKey(unguardCell(cell))) ?? null)
}

function checkHeader({ cells, line }: CsvRecord, columns: readonly (Field | null)[]): readonly RowProblem[] {
  const known = Object.values(COLUMNS).join(', ')
  const reasons = cells.flatMap((cell, index) => {
    const field = columns[index] ?? null
    if (field === null) return cell.trim() === '' ? [] : [ja.csvUnknownColumn(excerpt(cell.trim()), known)]
    return columns.indexOf(field) < index ? [ja.csvDuplicateColumn(COLUMNS[field])] : []
  })
  const missing = REQUIRED.filter(field => !columns.includes(field)).map(field => ja.csvMissingColumn(COLUMNS[field]))
  return [...reasons, ...missing].map(reason => ({ line, reason }))
}

function toRow({ cells, line }: CsvRecord, columns: readonly (Field | null)[]): RawRow {
  const values: Partial<Record<Field, string | readonly string[]>> = {}
  for (const [index, field] of columns.entries()) {
    const cell = unguardCell(cells[index] ?? '')
    if (field === null || cell.trim() === '') continue
    values[field] = LIST_FIELDS.has(field) ? splitListCell(cell) : cell
  }
  const { section_code: code, section_name: name, ...entry } = values
  const section = code === undefined && name === undefined ? undefined : { code, name }
  const lineOf = () => line
  return { values: { value: entry, lineOf }, section: { value: section, lineOf } }
}

/** A value in no column is most often an answer with a comma and without quotes: half of it would be lost. */
function checkExtraCells({ cells, line }: CsvRecord, columns: readonly (Field | null)[]): readonly RowProblem[] {
  return cells.flatMap((cell, index) => {
    if (cell.trim() === '' || (columns[index] ?? null) !== null) return []
    return [{ line, reason: ja.csvCellWithoutColumn(index + 1, excerpt(cell.trim())) }]
  })
}

function columnKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase()
}

function fieldNames(): readonly Field[] {
  return Object.keys(COLUMNS) as Field[]
}
