// Files of many rows, written as they are read: what years of records hold does not fit into memory.
import type { Writable } from 'node:stream'
import type { Response } from 'express'
import { csvLines } from '../src/adapters/entry-files/format-csv.ts'

export interface ExportedFile {
  readonly type: string
  readonly name: string
}

export const CSV_TYPE = 'text/csv; charset=utf-8'

/** Stops where nobody takes it any more. */
export async function sendExport(
  response: Response,
  { type, name }: ExportedFile,
  pieces: AsyncIterable<string>,
): Promise<void> {
  response.type(type).attachment(name)
  await writePieces(response, pieces)
}

export interface CsvColumns<T> {
  readonly header: readonly string[]
  readonly cells: (row: T) => readonly string[]
}

export async function* csvPieces<T>(
  pages: AsyncIterable<readonly T[]>,
  { header, cells }: CsvColumns<T>,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLines([header])}`
  for await (const rows of pages) yield csvLines(rows.map(cells))
}

export async function writePieces(to: Writable, pieces: AsyncIterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (to.destroyed) return
    if (!to.write(piece)) await drained(to)
  }
  to.end()
}

/** Or closed, which nothing follows. */
function drained(to: Writable): Promise<void> {
  if (to.destroyed) return Promise.resolve()
  return new Promise(resolve => {
    const done = () => {
      to.off('drain', done).off('close', done)
      resolve()
    }
    to.once('drain', done).once('close', done)
  })
}
