// Entries from a file of any format we know. A file with a problem loads nothing; its problems name file and line.
import { extname } from 'node:path'
import type { Section } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { type CheckedRows, checkRows, type LocatedEntry } from './check-rows.ts'
import { decodeText } from './decode-text.ts'
import type { RowOptions } from './entry-row.ts'
import { parseCsvRows } from './parse-csv.ts'
import { parseJsonlRows } from './parse-jsonl.ts'
import { parseWorkbook } from './parse-workbook.ts'
import { parseYamlRows } from './parse-yaml.ts'
import type { ParsedRows, RowProblem } from './raw-row.ts'
import { readFileBytes } from './read-file-bytes.ts'

export interface EntryFile {
  readonly path: string
  readonly entries: readonly LocatedEntry[]
}

/** The `defaultSection` for files that name no section, where the caller wants to take them in. */
export const IMPORTED_SECTION: Section = { code: 'imported', name: 'その他' }

type Format =
  | { readonly encoding: 'utf8' | 'spreadsheet'; readonly parse: (text: string) => ParsedRows }
  | { readonly encoding: 'workbook' }

const YAML: Format = { encoding: 'utf8', parse: parseYamlRows }
const JSONL: Format = { encoding: 'utf8', parse: parseJsonlRows }
const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['.yaml', YAML],
  ['.yml', YAML],
  ['.jsonl', JSONL],
  ['.ndjson', JSONL],
  ['.csv', { encoding: 'spreadsheet', parse: parseCsvRows }],
  ['.xlsx', { encoding: 'workbook' }],
])

/** All entries of a file, or the first problem as `bad_row`. Throws `too_large` for more than FILE_BYTES_MAX. */
export async function readEntryFile(path: string, options: RowOptions = {}): Promise<EntryFile> {
  const { entries, problems } = await scanEntryFile(path, options)
  const first = problems[0]
  if (first !== undefined) throw new FaqError('bad_row', { file: path, ...first })
  return { path, entries }
}

/** Every problem of a file, in the order of its lines. Throws only `too_large`. */
export async function checkEntryFile(path: string, options: RowOptions = {}): Promise<readonly RowProblem[]> {
  return (await scanEntryFile(path, options)).problems
}

export function isEntryFileName(name: string): boolean {
  return FORMATS.has(extname(name).toLowerCase())
}

async function scanEntryFile(path: string, options: RowOptions): Promise<CheckedRows> {
  const format = FORMATS.get(extname(path).toLowerCase())
  if (format === undefined) return failed({ line: 1, reason: ja.unknownExtension([...FORMATS.keys()].join(' ')) })
  if (format.encoding === 'workbook') return checkRows(await parseWorkbook(path), options)
  const file = await readFileBytes(path)
  if ('problem' in file) return failed(file.problem)
  const decoded = decodeText(file.bytes, format.encoding)
  if ('problem' in decoded) return failed(decoded.problem)
  return checkRows(format.parse(decoded.text), options)
}

function failed(problem: RowProblem): CheckedRows {
  return { entries: [], problems: [problem] }
}
