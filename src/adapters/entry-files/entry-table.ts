// Entries as a table for people: its columns, and what of the entries a file of a kind could not hold.
import type { Entry } from '../../core/entry.ts'
import type { TableFormat } from '../../core/exchange/reading.ts'
import { CELL_MAX, type WorkbookColumn } from '../xlsx/write-workbook.ts'
import { guardWorkbookCell } from './csv-cell.ts'
import { showChar, unwritableIn } from './encode-text.ts'
import { entryCells, headerCells } from './entry-cells.ts'
import { allFields, COLUMNS, type Field } from './fields.ts'

/** A cell that the file cannot hold as it is. */
export interface Unwritable {
  readonly entryId: string
  /** Name of the column. */
  readonly column: string
  /** The characters, where they are the trouble: 「𠮷(U+20BB7)」. */
  readonly characters: readonly string[]
  /** True where the text is too long for a cell. */
  readonly tooLong: boolean
}

/** Widths at which most of the sample's texts need few lines. */
const WIDTHS: Readonly<Partial<Record<Field, number>>> = {
  id: 16,
  question: 44,
  answer: 70,
  section_name: 18,
  phrasings: 36,
  negative: 30,
  basis: 36,
  tags: 18,
}
const WIDTH_DEFAULT = 14

export function entryColumns(): readonly WorkbookColumn[] {
  return allFields().map(field => ({ name: COLUMNS[field], width: WIDTHS[field] ?? WIDTH_DEFAULT }))
}

/** What stands against writing this entry: characters that CP932 has not, texts that no cell of a workbook holds. */
export function unwritableParts(entry: Entry, format: TableFormat | 'csv-cp932'): readonly Unwritable[] {
  const names = headerCells()
  return entryCells(entry).flatMap((cell, index) => {
    const column = names[index] ?? ''
    const characters = format === 'csv-cp932' ? unwritableIn(cell).map(showChar) : []
    const tooLong = format === 'xlsx' && guardWorkbookCell(cell).length > CELL_MAX
    return characters.length > 0 || tooLong ? [{ entryId: entry.id, column, characters, tooLong }] : []
  })
}
