// Rows of texts → the bytes of a table file, as a stream: for downloads of any length.
import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import type { TableFormat } from '../../core/exchange/reading.ts'
import { type WorkbookColumn, workbookStream } from '../xlsx/write-workbook.ts'
import { guardWorkbookCell } from './csv-cell.ts'
import { type FileEncoding, markUnwritable } from './encode-text.ts'
import { csvLines } from './format-csv.ts'

export interface TableFile {
  readonly format: TableFormat
  /** Of CSV. What CP932 cannot hold is marked with its code: ask before. */
  readonly encoding: FileEncoding | 'utf16le'
  readonly columns: readonly WorkbookColumn[]
  /** In pages: whoever reads decides when the next is fetched. */
  readonly pages: AsyncIterable<readonly (readonly string[])[]>
  readonly at: Date
}

export function tableFileStream(file: TableFile): Readable {
  if (file.format === 'csv') return Readable.from(csvPieces(file), { objectMode: false })
  return workbookStream({ columns: file.columns, rows: workbookRows(file.pages), at: file.at })
}

async function* csvPieces({ encoding, columns, pages }: TableFile): AsyncGenerator<Buffer> {
  const bytes = (rows: readonly (readonly string[])[]) => encodePiece(csvLines(rows), encoding)
  if (encoding === 'utf8bom') yield Buffer.from('\ufeff')
  if (encoding === 'utf16le') yield Buffer.from('\ufeff', 'utf16le')
  yield bytes([columns.map(({ name }) => name)])
  for await (const rows of pages) if (rows.length > 0) yield bytes(rows)
}

function encodePiece(text: string, encoding: TableFile['encoding']): Buffer {
  if (encoding === 'utf16le') return Buffer.from(text, 'utf16le')
  return encoding === 'cp932' ? iconv.encode(markUnwritable(text), 'cp932') : Buffer.from(text)
}

async function* workbookRows(pages: TableFile['pages']): AsyncGenerator<readonly string[]> {
  for await (const rows of pages) for (const row of rows) yield row.map(guardWorkbookCell)
}
