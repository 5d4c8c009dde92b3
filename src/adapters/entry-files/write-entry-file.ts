// Entries to a file that our own import, Excel (CSV) or a program (JSON Lines, YAML) reads.
import type { Entry } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { encodeText, type FileEncoding } from './encode-text.ts'
import { formatCsv } from './format-csv.ts'
import { formatJsonl } from './format-jsonl.ts'
import { formatYaml } from './format-yaml.ts'
import { replaceFile } from './replace-file.ts'

export type EntryFileFormat = 'csv' | 'jsonl' | 'yaml'

interface Writer {
  readonly format: (entries: readonly Entry[]) => string
  /** The default first. */
  readonly encodings: readonly [FileEncoding, ...FileEncoding[]]
}

const WRITERS: Readonly<Record<EntryFileFormat, Writer>> = {
  csv: { format: formatCsv, encodings: ['utf8bom', 'utf8', 'cp932'] }, // without BOM Excel takes UTF-8 for CP932
  jsonl: { format: formatJsonl, encodings: ['utf8', 'utf8bom'] },
  yaml: { format: formatYaml, encodings: ['utf8', 'utf8bom'] },
}

/** The bytes of an export, for a download or a file. Throws `bad_input` for an encoding that cannot hold the entries. */
export function encodeEntries(
  entries: readonly Entry[],
  format: EntryFileFormat,
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
  await replaceFile(path, encodeEntries(entries, format, options))
}
