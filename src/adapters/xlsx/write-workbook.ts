// One sheet of texts as a workbook that people like to open: the header stays in sight and filters, columns are as wide as they
// need, long texts wrap, and every cell is text whatever it begins with. Written as a stream, row by row.
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { workbookSentences as ja } from '../../core/messages/ja/workbook.ts'
import { columnName, escapeText } from './cell-values.ts'
import { CONTENT_TYPES, PACKAGE_RELATIONS, STYLES, WORKBOOK_RELATIONS, workbookXml } from './workbook-xml.ts'

/** What Excel can hold in a cell, in UTF-16 units. */
export const CELL_MAX = 32_767

export interface WorkbookColumn {
  readonly name: string
  /** In letters of the usual font. */
  readonly width: number
}

export interface WorkbookSheet {
  readonly columns: readonly WorkbookColumn[]
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>
  /** When the parts were made, as the zip tells. */
  readonly at: Date
}

/** Cells must not be longer than CELL_MAX: nothing is cut here. */
export function workbookStream({ columns, rows, at }: WorkbookSheet): Readable {
  const zip = new ZipFile()
  const options = { mtime: at, forceDosTimestamp: true }
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name, options)
  add('[Content_Types].xml', CONTENT_TYPES)
  add('_rels/.rels', PACKAGE_RELATIONS)
  add('xl/workbook.xml', workbookXml(escapeText(ja.sheetName)))
  add('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS)
  add('xl/styles.xml', STYLES)
  const output = Readable.from(zip.outputStream as Readable, { objectMode: false })
  const sheet = Readable.from(inPieces(sheetXml(columns, rows)), { objectMode: false })
  sheet.on('error', error => output.destroy(error))
  output.on('close', () => sheet.destroy())
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', options)
  zip.end()
  return output
}

const HEADER_STYLE = 1
const TEXT_STYLE = 2
/** The cell's text begins like a formula: Excel keeps it a text even after it was edited. */
const QUOTED_STYLE = 3
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/u

async function* sheetXml(columns: readonly WorkbookColumn[], rows: WorkbookSheet['rows']): AsyncGenerator<string> {
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18.75"/><cols>${columns
    .map(({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join('')}</cols><sheetData>`
  yield rowXml(
    1,
    columns.map(({ name }) => name),
    () => HEADER_STYLE,
  )
  let line = 1
  for await (const cells of rows) {
    line += 1
    yield rowXml(line, cells, text => (FORMULA_START.test(text) ? QUOTED_STYLE : TEXT_STYLE))
  }
  const last = `${columnName(columns.length)}${line}`
  yield `</sheetData><autoFilter ref="A1:${last}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`
}

function rowXml(line: number, cells: readonly string[], styleOf: (text: string) => number): string {
  const xml = cells.map((text, index) =>
    text === ''
      ? ''
      : `<c r="${columnName(index + 1)}${line}" s="${styleOf(text)}" t="inlineStr"><is><t xml:space="preserve">${escapeText(text)}</t></is></c>`,
  )
  return `<row r="${line}">${xml.join('')}</row>`
}

const PIECE_LENGTH = 32_768 // characters: fewer, larger pieces cost the packer less

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = ''
  for await (const text of texts) {
    piece += text
    if (piece.length < PIECE_LENGTH) continue
    yield Buffer.from(piece)
    piece = ''
  }
  yield Buffer.from(piece)
}
