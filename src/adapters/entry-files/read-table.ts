// The rows of a table file as they come, from its header on: what the pages import. Of a file of any size only a few rows are
// in memory at a time.

import type { TableReading } from '../../core/exchange/reading.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { openWorkbook } from '../xlsx/read-workbook.ts'
import { UnreadableWorkbook } from '../xlsx/unreadable-workbook.ts'
import { readCsvRecords } from './read-csv-records.ts'
import type { TableRecord } from './table-rows.ts'

/** Twenty years of a large prefecture; with 50 MB a row still has 250 letters. */
export const ROWS_MAX = 200_000

/** The first record is the header. Blank rows are left out. Throws `UnreadableWorkbook`, for too many rows of any file too. */
export async function* readTable(path: string, reading: TableReading): AsyncGenerator<TableRecord> {
  let rows = 0
  for await (const record of allRecords(path, reading)) {
    if (reading.headerLine !== null && record.line < reading.headerLine) continue
    if (reading.skipHidden && record.hidden === true) continue
    const blank = record.cells.every(cell => cell.trim() === '') && (record.problems ?? []).length === 0
    if (blank) continue
    if (rows > ROWS_MAX) throw new UnreadableWorkbook(ja.tooManyRows(ROWS_MAX))
    rows += 1
    yield record
  }
}

async function* allRecords(path: string, reading: TableReading): AsyncGenerator<TableRecord> {
  if (reading.format === 'csv') {
    yield* readCsvRecords(path, reading.encoding ?? 'utf8')
    return
  }
  await using workbook = await openWorkbook(path)
  yield* workbook.rows(reading.sheet)
}
