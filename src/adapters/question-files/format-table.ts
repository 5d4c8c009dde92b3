// A table as a CSV file that opens in Excel: UTF-8 with its mark, every cell quoted, CR LF, nothing that runs as a formula.
import { stringify } from 'csv-stringify/sync'
import { guardCell } from '../entry-files/csv-cell.ts'
import { encodeText } from '../entry-files/encode-text.ts'

export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  const guarded = [header, ...rows].map(cells => cells.map(guardCell))
  return encodeText(stringify(guarded, { record_delimiter: 'windows', quoted: true }), 'utf8bom')
}
