// The rows of a sheet's part, one after the other. A formula counts by the value that was kept with it.
import type { Readable } from 'node:stream'
import { workbookSentences as ja } from '../../core/messages/ja/workbook.ts'
import { columnName, dateText, numberText, readAddress, unescapeText } from './cell-values.ts'
import { type Attributes, readXml } from './read-xml.ts'
import { UnreadableWorkbook } from './unreadable-workbook.ts'
import { isTrue, openTextCollector, TEXT_MAX } from './workbook-parts.ts'

export interface SheetRow {
  readonly cells: readonly string[]
  /** The number that Excel shows beside it. */
  readonly line: number
  readonly hidden: boolean
  /** What cannot be taken over as it stands, told in Japanese. */
  readonly problems: readonly string[]
}

export interface RowContext {
  readonly sharedStrings: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly from1904: boolean
}

/** No list of entries is that wide: cells beyond are a slip or an attack. */
const COLUMNS_MAX = 256

export async function* readRows(sheet: Readable, context: RowContext): AsyncGenerator<SheetRow> {
  const reader = openRowReader(context)
  for await (const _ of readXml(sheet, reader.handlers)) yield* reader.take()
}

interface Cell {
  readonly attributes: Attributes
  readonly column: number
  value: string
  inline: string
  hasFormula: boolean
}

function openRowReader(context: RowContext) {
  let done: SheetRow[] = []
  let row: { cells: string[]; line: number; hidden: boolean; problems: string[] } | null = null
  let cell: Cell | null = null
  let inValue = false
  let lastLine = 0
  const collector = openTextCollector()

  const open = (name: string, attributes: Attributes) => {
    if (name === 'row') {
      lastLine = attributes['r'] === undefined ? lastLine + 1 : Number(attributes['r'])
      row = { cells: [], line: lastLine, hidden: isTrue(attributes['hidden']), problems: [] }
    } else if (name === 'c' && row !== null) {
      const column = readAddress(attributes['r'] ?? '')?.column ?? row.cells.length + 1
      cell = { attributes, column, value: '', inline: '', hasFormula: false }
    } else if (cell !== null) {
      if (name === 'v') inValue = true
      else if (name === 'f') cell.hasFormula = true
      collector.open(name)
    }
  }
  const text = (piece: string) => {
    if (cell === null) return
    if (inValue) cell.value += piece
    else collector.text(piece)
    if (cell.value.length > TEXT_MAX) throw new UnreadableWorkbook(ja.textTooLong(TEXT_MAX))
  }
  const close = (name: string) => {
    if (name === 'row' && row !== null) {
      done.push(row)
      row = null
    } else if (name === 'c' && cell !== null && row !== null) {
      cell.inline = collector.take()
      put(row, cell, context)
      cell = null
    } else if (cell !== null) {
      if (name === 'v') inValue = false
      collector.close(name)
    }
  }
  const take = () => {
    const rows = done
    done = []
    return rows
  }
  return { handlers: { open, text, close }, take }
}

function put(row: { cells: string[]; problems: string[] }, cell: Cell, context: RowContext): void {
  const place = columnName(cell.column)
  const { text, problem } = readCell(cell, context)
  if (problem !== null) row.problems.push(ja.inColumn(place, problem))
  if (text === '') return
  if (cell.column > COLUMNS_MAX) throw new UnreadableWorkbook(ja.tooManyColumns(COLUMNS_MAX))
  while (row.cells.length < cell.column) row.cells.push('')
  row.cells[cell.column - 1] = text
}

interface CellText {
  readonly text: string
  readonly problem: string | null
}

function readCell({ attributes, value, inline, hasFormula }: Cell, context: RowContext): CellText {
  const right = (text: string): CellText => ({ text, problem: null })
  switch (attributes['t'] ?? 'n') {
    case 's':
      return right(context.sharedStrings[Number(value)] ?? '')
    case 'inlineStr':
      return right(inline)
    case 'str':
      return right(unescapeText(value))
    case 'b':
      return right(isTrue(value) ? 'TRUE' : 'FALSE')
    case 'd':
      return right(value.replace(/T00:00:00(?:\.0+)?Z?$/u, '').replace('T', ' '))
    case 'e':
      return { text: value, problem: ja.errorValue(value) }
    default:
      if (value === '') return hasFormula ? { text: '', problem: ja.formulaWithoutValue() } : right('')
      return readNumber(value, context.dateStyles[Number(attributes['s'] ?? 0)] ?? false, context)
  }
}

function readNumber(value: string, isDate: boolean, { from1904 }: RowContext): CellText {
  if (!isDate) return { text: numberText(value), problem: null }
  const text = dateText(value, { from1904 })
  return text === null ? { text: numberText(value), problem: ja.noSuchDay(value) } : { text, problem: null }
}
