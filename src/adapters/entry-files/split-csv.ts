// CSV text → records of cells, each with the line it starts on. Comma or tab, any line ending, RFC 4180 quotes.
import { CsvError, parse } from 'csv-parse/sync'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { countLineBreaks } from './line-breaks.ts'
import type { RowProblem } from './raw-row.ts'
import type { TableRecord } from './table-rows.ts'

export interface SplitCsv {
  /** Without records that are blank. */
  readonly records: readonly TableRecord[]
  /** At most one: after a wrong quote nobody knows where the next record starts. */
  readonly problems: readonly RowProblem[]
}

export function splitCsv(text: string): SplitCsv {
  const bytes = Buffer.from(text, 'utf8')
  const records: TableRecord[] = []
  const problems: RowProblem[] = []
  let start = 0
  let line = 1
  // The library's own line numbers count a CR LF inside quotes twice; its byte offsets are exact.
  const collect = (cells: readonly string[], end: number) => {
    if (cells.some(cell => cell.trim() !== '')) records.push({ cells, line })
    line += countLineBreaks(bytes, start, end)
    start = end
  }
  try {
    parse(bytes, {
      delimiter: detectDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: (cells, { bytes: end }) => {
        collect(cells, end)
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    problems.push({ line, reason: syntaxReason(error.code) })
  }
  return { records, problems }
}

/** Tab only where the header has more of them: a tab may stand in an answer, but not in a column's name. */
export function detectDelimiter(text: string): ',' | '\t' {
  const header = text.trimStart().split(/[\r\n]/u, 1)[0] ?? ''
  return header.split('\t').length > header.split(',').length ? '\t' : ','
}

export function syntaxReason(code: string): string {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return ja.csvUnclosedQuote()
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return ja.csvStrayQuote()
    default:
      return ja.csvOther(code)
  }
}
