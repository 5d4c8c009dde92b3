// Tables of figures as an Excel workbook: one sheet a table, the head in sight, numbers as numbers in their format.
import writeWorkbook, { type CellObject, type Sheet } from 'write-excel-file/node'
import type { FigureSheet, SheetCell, SheetColumn } from '../../core/kpi/figure-sheets.ts'

const FONT = 'Yu Gothic'
const HEAD_COLOUR = '#E6E6E6'
const LINE_COLOUR = '#767676'

/** Texts are written as texts, whatever they begin with: the workbook holds no formula. */
export function figureWorkbook(sheets: readonly FigureSheet[]): Promise<Buffer> {
  const written = sheets.map(
    ({ name, columns, rows }): Sheet<Buffer> => ({
      sheet: name,
      orientation: 'landscape',
      stickyRowsCount: 1,
      columns: columns.map(({ width }) => ({ width })),
      data: [columns.map(headCell), ...rows.map(row => row.map((cell, index) => bodyCell(cell, columns[index])))],
    }),
  )
  return writeWorkbook(written, {
    fontFamily: FONT,
    fontSize: 11,
  }).toBuffer()
}

function headCell({ name, kind }: SheetColumn): CellObject {
  return {
    value: name,
    type: String,
    fontWeight: 'bold',
    backgroundColor: HEAD_COLOUR,
    bottomBorderStyle: 'thin',
    bottomBorderColor: LINE_COLOUR,
    align: kind === 'text' ? 'left' : 'right',
    alignVertical: 'center',
    wrap: true,
  }
}

function bodyCell(cell: SheetCell, column: SheetColumn | undefined): CellObject | null {
  if (cell === null || cell === '') return null
  if (typeof cell === 'string') {
    return {
      value: cell,
      type: String,
      alignVertical: 'top',
      wrap: true,
      align: column?.kind === 'text' ? 'left' : 'right',
    }
  }
  return { value: cell, type: Number, format: formatOf(cell, column), alignVertical: 'top' }
}

function formatOf(value: number, column: SheetColumn | undefined): string {
  const digits = column?.kind === 'tenth' || (column?.kind === 'value' && !Number.isInteger(value))
  return digits ? '#,##0.0' : '#,##0'
}
