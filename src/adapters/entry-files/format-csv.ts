// Entries → CSV text that opens in Excel: Japanese header, every cell quoted, CR LF, nothing that runs as a formula.
import { stringify } from 'csv-stringify/sync'
import type { Entry } from '../../core/entry.ts'
import { guardCell } from './csv-cell.ts'
import { entryCells, headerCells } from './entry-cells.ts'

export function formatCsv(entries: readonly Entry[]): string {
  return csvLines([headerCells(), ...entries.map(entryCells)])
}

export function csvLines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map(cells => cells.map(guardCell)),
    { record_delimiter: 'windows', quoted: true },
  )
}
