// Entries to a file that our own import, Excel (CSV) or a program (JSON Lines, YAML) reads.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Entry } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { CELL_MAX } from '../xlsx/write-workbook.ts'
import { encodeText, type FileEncoding } from './encode-text.ts'
import { entryCells } from './entry-cells.ts'
import { entryColumns, unwritableParts } from './entry-table.ts'
import { formatCsv } from './format-csv.ts'
import { formatJsonl } from './format-jsonl.ts'
import { formatYaml } from './format-yaml.ts'
import { replaceFile } from './replace-file.ts'
import { tableFileStream } from './table-file.ts'

/** Formats of one text. */
export type TextFormat = 'csv' | 'jsonl' | 'yaml'
export type EntryFileFormat = TextFormat | 'xlsx'

interface Writer {
  readonly format: (entries: readonly Entry[]) => string
  /** The default first. */
  readonly encodings: readonly [FileEncoding, ...FileEncoding[]]
}

const WRITERS: Readonly<Record<TextFormat, Writer>> = {
  csv: { format: formatCsv, encodings: ['utf8bom', 'utf8', 'cp932'] }, // without BOM Excel takes UTF-8 for CP932
  jsonl: { format: formatJsonl, encodings: ['utf8', 'utf8bom'] },
  yaml: { format: formatYaml, encodings: ['utf8', 'utf8bom'] },
}

/** The bytes of an export, for a download or a file. Throws `bad_input` for an encoding that cannot hold the entries. */
export function encodeEntries(
  entries: readonly Entry[],
  format: TextFormat,
  options: { readonly encoding?: FileEncoding | undefined } = {},
): Buffer {
  const writer = WRITERS[format]
  const encoding = options.encoding ?? writer.encodings[0]
  if (!writer.encodings.includes(encoding)) {
    throw new FaqError('bad_input', { field: 'encoding', expected: writer.encodings.join(' | '), got: encoding })
  }
  return encodeText(writer.format(entries), encoding)
}

/** Writes all entries, or leaves what was at the path as it was. */
export async function writeEntryFile(
  path: string,
  entries: readonly Entry[],
  format: EntryFileFormat,
  options: { readonly encoding?: FileEncoding | undefined } = {},
): Promise<void> {
  const bytes = format === 'xlsx' ? await encodeWorkbook(entries, options) : encodeEntries(entries, format, options)
  await replaceFile(path, bytes)
}

/** Throws `bad_input` with the entry that has a text which no cell holds: cut, it would be another answer. */
async function encodeWorkbook(
  entries: readonly Entry[],
  { encoding }: { readonly encoding?: FileEncoding | undefined },
): Promise<Buffer> {
  if (encoding !== undefined) {
    throw new FaqError('bad_input', { field: 'encoding', expected: 'csv | jsonl | yaml', got: encoding })
  }
  for (const entry of entries) {
    const [tooLong] = unwritableParts(entry, 'xlsx')
    if (tooLong === undefined) continue
    const got = `${tooLong.entryId} ${tooLong.column}`
    throw new FaqError('bad_input', { field: 'answer', expected: `≤ ${CELL_MAX}`, got })
  }
  const pages = Readable.from([entries.map(entryCells)])
  return buffer(tableFileStream({ format: 'xlsx', encoding: 'utf8', columns: entryColumns(), pages, at: new Date() }))
}
