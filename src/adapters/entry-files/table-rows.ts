// Tables, whatever file they come from → raw rows: which column holds which field, then one entry a record.
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { splitListCell, unguardCell } from './csv-cell.ts'
import { COLUMNS, type Field, fieldOf, LIST_FIELDS } from './fields.ts'
import { excerpt } from './problems-of-issues.ts'
import type { ParsedRows, RawRow, RowProblem } from './raw-row.ts'

/** One row of a table. */
export interface TableRecord {
  readonly cells: readonly string[]
  /** The line of a text file that it starts on, or the number of the row in a sheet. */
  readonly line: number
  /** What its file says against it, in Japanese; cells may be missing then. */
  readonly problems?: readonly string[]
  /** Hidden in its sheet. */
  readonly hidden?: boolean
}

/** The field of each column; null for one that is not read. */
export type Columns = readonly (Field | null)[]

export const REQUIRED_FIELDS: readonly Field[] = ['question', 'answer']

/** Tables whose columns bear the names that our own files have. */
export function parseTable(records: readonly TableRecord[]): ParsedRows {
  const [header, ...rest] = records
  if (header === undefined) return { rows: [], problems: [{ line: 1, reason: ja.emptyFile() }] }
  if (header.cells.length === 0) return { rows: [], problems: problemsOf(header) }
  const columns = header.cells.map(cell => fieldOf(unguardCell(cell)))
  const wrongHeader = checkHeader(header, columns)
  // Under a wrong header every row would be wrong in the same way.
  if (wrongHeader.length > 0) return { rows: [], problems: [...wrongHeader, ...rest.flatMap(problemsOf)] }
  return {
    rows: rest.filter(({ cells }) => cells.length > 0).map(record => toRow(record, columns)),
    problems: rest.flatMap(record => [...checkExtraCells(record, columns), ...problemsOf(record)]),
  }
}

function checkHeader({ cells, line }: TableRecord, columns: Columns): readonly RowProblem[] {
  const known = Object.values(COLUMNS).join(', ')
  const reasons = cells.flatMap((cell, index) => {
    const field = columns[index] ?? null
    if (field === null) return cell.trim() === '' ? [] : [ja.csvUnknownColumn(excerpt(cell.trim()), known)]
    return columns.indexOf(field) < index ? [ja.csvDuplicateColumn(COLUMNS[field])] : []
  })
  const missing = REQUIRED_FIELDS.filter(field => !columns.includes(field)).map(field =>
    ja.csvMissingColumn(COLUMNS[field]),
  )
  return [...reasons, ...missing].map(reason => ({ line, reason }))
}

export function toRow({ cells, line }: TableRecord, columns: Columns): RawRow {
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
function checkExtraCells({ cells, line }: TableRecord, columns: Columns): readonly RowProblem[] {
  return cells.flatMap((cell, index) => {
    if (cell.trim() === '' || (columns[index] ?? null) !== null) return []
    return [{ line, reason: ja.csvCellWithoutColumn(index + 1, excerpt(cell.trim())) }]
  })
}

function problemsOf({ line, problems = [] }: TableRecord): readonly RowProblem[] {
  return problems.map(reason => ({ line, reason }))
}
