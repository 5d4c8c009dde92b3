// A workbook's sheets, and the rows of one of them as they come: every cell as text, nothing calculated, merged cells filled
// down. Throws `UnreadableWorkbook`.

import { type MergedRange, readMergedRanges } from './merged-ranges.ts'
import { openPackage, type WorkbookPackage } from './open-package.ts'
import { readRows, type SheetRow } from './read-rows.ts'
import {
  chooseSheet,
  readDateStyles,
  readSharedStrings,
  readWorkbookParts,
  type WorkbookParts,
} from './workbook-parts.ts'

export interface SheetName {
  readonly name: string
  readonly hidden: boolean
}

export interface OpenWorkbook extends AsyncDisposable {
  readonly sheets: readonly SheetName[]
  /** The sheet that is read where none is chosen. */
  readonly firstVisible: string | null
  readonly rows: (sheet: string | null) => AsyncGenerator<SheetRow>
}

export async function openWorkbook(path: string): Promise<OpenWorkbook> {
  const pack = await openPackage(path)
  try {
    const parts = await readWorkbookParts(pack)
    return {
      sheets: parts.sheets.map(({ name, hidden }) => ({ name, hidden })),
      firstVisible: parts.sheets.find(({ hidden }) => !hidden)?.name ?? null,
      rows: sheet => rowsOf(pack, parts, sheet),
      [Symbol.asyncDispose]: pack[Symbol.asyncDispose],
    }
  } catch (error) {
    await pack[Symbol.asyncDispose]()
    throw error
  }
}

async function* rowsOf(pack: WorkbookPackage, parts: WorkbookParts, sheet: string | null): AsyncGenerator<SheetRow> {
  const { part } = chooseSheet(parts, sheet)
  const merged = await readMergedRanges(await pack.read(part))
  const dateStyles = await readDateStyles(pack, parts.stylesPart)
  const sharedStrings = await readSharedStrings(pack, parts.sharedStringsPart)
  const { from1904 } = parts
  yield* fillDown(readRows(await pack.read(part), { sharedStrings, dateStyles, from1904 }), merged)
}

/**
 * A cell that spans several rows counts in each of them, as people mean it (one section for ten questions). Cells beside it
 * stay empty.
 */
async function* fillDown(rows: AsyncGenerator<SheetRow>, merged: readonly MergedRange[]): AsyncGenerator<SheetRow> {
  const tall = merged.filter(({ lastRow, firstRow }) => lastRow > firstRow).toSorted((a, b) => a.firstRow - b.firstRow)
  let open: { readonly range: MergedRange; readonly text: string }[] = []
  let next = 0
  for await (const row of rows) {
    open = open.filter(({ range }) => range.lastRow >= row.line)
    for (let range = tall[next]; range !== undefined && range.firstRow <= row.line; range = tall[next]) {
      if (range.firstRow === row.line) open.push({ range, text: row.cells[range.column - 1] ?? '' })
      next += 1
    }
    yield open.length === 0 ? row : { ...row, cells: filled(row.cells, open) }
  }
}

function filled(
  cells: readonly string[],
  open: readonly { readonly range: MergedRange; readonly text: string }[],
): readonly string[] {
  const full = [...cells]
  for (const { range, text } of open) {
    while (full.length < range.column) full.push('')
    full[range.column - 1] = text
  }
  return full
}
