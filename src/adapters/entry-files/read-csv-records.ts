// The records of a CSV file as they come, in any of its encodings. Letters that cannot be read become U+FFFD here: a row that
// holds one is told of by whoever checks it.
import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import type { TableEncoding } from '../../core/exchange/reading.ts'
import { detectDelimiter, syntaxReason } from './split-csv.ts'
import type { TableRecord } from './table-rows.ts'

const PIECE_BYTES = 256 * 1024
/** A record longer than that is a quote that nobody closed. */
const RECORD_MAX_BYTES = 2 * 1024 * 1024

/** After a wrong quote nobody knows where the next record starts: the last record then is a problem without cells. */
export async function* readCsvRecords(path: string, encoding: TableEncoding): AsyncGenerator<TableRecord> {
  let splitter: Splitter | null = null
  for await (const text of decodedPieces(path, encoding)) {
    if (text === '') continue
    splitter ??= openSplitter(detectDelimiter(text))
    yield* await splitter.write(Buffer.from(text))
    if (splitter.failed()) return
  }
  if (splitter !== null) yield* await splitter.end()
}

async function* decodedPieces(path: string, encoding: TableEncoding): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(ICONV_NAMES[encoding])
  let first = true
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) {
    const text = decoder.write(piece as Buffer)
    yield first ? text.replace(/^\ufeff/u, '') : text
    if (text !== '') first = false
  }
  yield decoder.end() ?? ''
}

const ICONV_NAMES: Readonly<Record<TableEncoding, string>> = {
  utf8: 'utf-8',
  cp932: 'cp932',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
}

interface Splitter {
  readonly write: (bytes: Buffer) => Promise<readonly TableRecord[]>
  readonly end: () => Promise<readonly TableRecord[]>
  readonly failed: () => boolean
}

/** The parser's own line numbers count a CR LF inside quotes twice; its byte offsets are exact. */
function openSplitter(delimiter: ',' | '\t'): Splitter {
  const lines = openLineCounter()
  let line = 1
  let records: TableRecord[] = []
  let failed = false
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: RECORD_MAX_BYTES,
    on_record: (cells: string[], { bytes }) => {
      records.push({ cells, line })
      line += lines.takeUpTo(bytes)
      return null
    },
  })
  parser.resume()
  const ended = finished(parser).catch((error: unknown) => error)
  const take = async (step: Promise<unknown>): Promise<readonly TableRecord[]> => {
    const error = await step
    const taken = records
    records = []
    if (error === undefined || error === null) return taken
    if (!(error instanceof CsvError)) throw error
    failed = true
    return [...taken, { cells: [], line, problems: [syntaxReason(error.code)] }]
  }
  return {
    write: bytes => {
      lines.add(bytes)
      return take(Promise.race([writeTo(parser, bytes), ended]))
    },
    end: () => {
      parser.end()
      return take(ended)
    },
    failed: () => failed,
  }
}

function writeTo(parser: Parser, bytes: Buffer): Promise<unknown> {
  return new Promise(resolve => parser.write(bytes, error => resolve(error)))
}

const LF = 10
const CR = 13

/** Remembers where lines end until a record has passed them. */
function openLineCounter() {
  let ends: number[] = []
  let next = 0
  let length = 0
  let afterCr = false
  const add = (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]
      // A CR ends its line unless an LF follows, which then does.
      if (byte === LF && afterCr) ends[ends.length - 1] = length + at + 1
      else if (byte === LF || byte === CR) ends.push(length + at + 1)
      afterCr = byte === CR
    }
    length += bytes.length
  }
  /** The number of lines that ended before this offset, since the last call. */
  const takeUpTo = (offset: number): number => {
    const from = next
    while ((ends[next] ?? Number.POSITIVE_INFINITY) <= offset) next += 1
    const taken = next - from
    if (next > 10_000) {
      ends = ends.slice(next)
      next = 0
    }
    return taken
  }
  return { add, takeUpTo }
}
