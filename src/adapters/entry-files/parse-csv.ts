// CSV → raw rows: a header with Japanese or English column names, then one entry a record. Cells are text, never numbers.
import type { ParsedRows } from './raw-row.ts'
import { splitCsv } from './split-csv.ts'
import { parseTable } from './table-rows.ts'

export function parseCsvRows(text: string): ParsedRows {
  const { records, problems } = splitCsv(text)
  const parsed = records.length === 0 && problems.length > 0 ? { rows: [], problems: [] } : parseTable(records)
  return { rows: parsed.rows, problems: [...parsed.problems, ...problems] }
}
