// A workbook → raw rows, in the manner of a CSV file: the first visible sheet, hidden rows included, the header in its first row.
import type { TableReading } from '../../core/exchange/reading.ts'
import { UnreadableWorkbook } from '../xlsx/unreadable-workbook.ts'
import type { ParsedRows } from './raw-row.ts'
import { checkFile } from './read-file-bytes.ts'
import { readTable } from './read-table.ts'
import { parseTable, type TableRecord } from './table-rows.ts'

const WHOLE_WORKBOOK: TableReading = {
  format: 'xlsx',
  encoding: null,
  sheet: null,
  headerLine: null,
  skipHidden: false,
}

export async function parseWorkbook(path: string): Promise<ParsedRows> {
  const problem = await checkFile(path)
  if (problem !== null) return { rows: [], problems: [problem] }
  const records: TableRecord[] = []
  try {
    for await (const record of readTable(path, WHOLE_WORKBOOK)) records.push(record)
    return parseTable(records)
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error
    return { rows: [], problems: [{ line: 1, reason: error.reason }] }
  }
}
