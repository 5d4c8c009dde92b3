// Looks into a table file: its encoding or sheets, its header and first rows, and what its columns seem to hold.
import { createHash } from 'node:crypto'
import type { Inspection } from '../../core/exchange/import-job.ts'
import type { TableField, TableFormat, TableReading } from '../../core/exchange/reading.ts'
import { entryFileSentences as ja } from '../../core/messages/ja/entry-files.ts'
import { normalise } from '../../core/normalise.ts'
import { openWorkbook } from '../xlsx/read-workbook.ts'
import { UnreadableWorkbook } from '../xlsx/unreadable-workbook.ts'
import { unguardCell } from './csv-cell.ts'
import { detectEncoding } from './decode-text.ts'
import { guessField } from './fields.ts'
import { readFileBytes } from './read-file-bytes.ts'
import { readTable } from './read-table.ts'
import type { TableRecord } from './table-rows.ts'

const ROWS_SHOWN = 10
const CELL_SHOWN = 200 // letters
/** A table of entries has some twenty columns. */
const COLUMNS_SHOWN = 100

/** `wish` is what a person chose; the rest is found out. Never throws for what may be wrong with a file. */
export async function inspectTable(
  path: string,
  format: TableFormat,
  wish: Partial<TableReading> = {},
): Promise<Inspection> {
  const empty = { header: [], headerLine: 1, headerHash: '', guessed: [], preview: [] }
  const reading = { format, encoding: null, sheet: null, headerLine: null, skipHidden: false, ...wish }
  try {
    const found = format === 'csv' ? await inspectText(path, reading) : await inspectWorkbook(path, reading)
    if ('reason' in found) return { ...empty, reading, detected: null, sheets: [], problem: found.reason }
    return { ...found, ...(await readHead(path, found.reading)) }
  } catch (error) {
    if (!(error instanceof UnreadableWorkbook)) throw error
    return { ...empty, reading, detected: null, sheets: [], problem: error.reason }
  }
}

type Found = Pick<Inspection, 'reading' | 'detected' | 'sheets'> | { readonly reason: string }

async function inspectText(path: string, reading: TableReading): Promise<Found> {
  const file = await readFileBytes(path)
  if ('problem' in file) return { reason: file.problem.reason }
  if (file.bytes.length === 0) return { reason: ja.emptyFile() }
  const detected = detectEncoding(file.bytes)
  if ('reason' in detected) return detected
  const encoding = reading.encoding ?? detected.encoding
  return { reading: { ...reading, encoding, sheet: null }, detected: detected.encoding, sheets: [] }
}

async function inspectWorkbook(path: string, reading: TableReading): Promise<Found> {
  await using workbook = await openWorkbook(path)
  const sheet = workbook.sheets.some(({ name }) => name === reading.sheet) ? reading.sheet : workbook.firstVisible
  return { reading: { ...reading, encoding: null, sheet }, detected: null, sheets: workbook.sheets }
}

type Head = Pick<Inspection, 'header' | 'headerLine' | 'headerHash' | 'guessed' | 'preview' | 'problem'>

async function readHead(path: string, reading: TableReading): Promise<Head> {
  const records: TableRecord[] = []
  for await (const record of readTable(path, reading)) {
    records.push(record)
    if (records.length > ROWS_SHOWN) break
  }
  const [first, ...rest] = records
  const header = (first?.cells ?? []).slice(0, COLUMNS_SHOWN).map(cell => shown(unguardCell(cell)))
  const problem = first === undefined ? ja.emptyFile() : header.length === 0 ? (first.problems?.[0] ?? null) : null
  return {
    header,
    headerLine: first?.line ?? 1,
    headerHash: hashHeader(header),
    guessed: guessColumns(header),
    preview: rest.map(({ cells, line, hidden = false }) => ({
      line,
      hidden,
      cells: cells.slice(0, COLUMNS_SHOWN).map(cell => shown(unguardCell(cell))),
    })),
    problem: problem ?? (rest.length === 0 ? ja.headerOnly() : null),
  }
}

/** A field belongs to one column: the first that bears its own name, else the first that may mean it. */
export function guessColumns(header: readonly string[]): readonly (TableField | null)[] {
  const taken = new Set<TableField>()
  return header.map(name => {
    const field = guessField(name)
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  })
}

function hashHeader(header: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(header.map(normalise)))
    .digest('hex')
}

function shown(cell: string): string {
  const letters = [...cell.slice(0, CELL_SHOWN * 2).toWellFormed()]
  return letters.length > CELL_SHOWN ? `${letters.slice(0, CELL_SHOWN).join('')}…` : letters.join('')
}
