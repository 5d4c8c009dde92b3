// The merged cells of a sheet. They are told after its rows, so that they are looked for first, by their bytes alone.
import type { Readable } from 'node:stream'
import { workbookSentences as ja } from '../../core/messages/ja/workbook.ts'
import { readAddress } from './cell-values.ts'
import { UnreadableWorkbook } from './unreadable-workbook.ts'

export interface MergedRange {
  /** The first column, from 1: it holds the value. */
  readonly column: number
  readonly firstRow: number
  readonly lastRow: number
}

const RANGES_MAX = 200_000
const MARK = Buffer.from('mergeCell ')
/** Longest tag of one range that is put together across two pieces. */
const TAG_MAX = 200

export async function readMergedRanges(sheet: Readable): Promise<readonly MergedRange[]> {
  const ranges: MergedRange[] = []
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of sheet) {
      const bytes = Buffer.concat([rest, piece as Buffer])
      const done = collect(bytes, ranges)
      rest = bytes.subarray(Math.max(done, bytes.length - TAG_MAX))
      if (ranges.length > RANGES_MAX) throw new UnreadableWorkbook(ja.tooManyMerges(RANGES_MAX))
    }
  } catch (cause) {
    throw cause instanceof UnreadableWorkbook ? cause : new UnreadableWorkbook(ja.damaged(), { cause })
  }
  return ranges
}

/** Takes the whole tags of a piece; returns where the first begins that is cut off. */
function collect(bytes: Buffer, ranges: MergedRange[]): number {
  let from = 0
  for (let at = bytes.indexOf(MARK, from); at >= 0; at = bytes.indexOf(MARK, from)) {
    const end = bytes.indexOf('>', at)
    if (end < 0) return at
    const range = readRange(bytes.toString('latin1', at, Math.min(end, at + TAG_MAX)))
    if (range !== null) ranges.push(range)
    from = end + 1
  }
  return from
}

function readRange(tag: string): MergedRange | null {
  const match = /\bref\s*=\s*["']([^"':]+):([^"']+)["']/u.exec(tag)
  const first = readAddress(match?.[1] ?? '')
  const last = readAddress(match?.[2] ?? '')
  return first === null || last === null ? null : { column: first.column, firstRow: first.row, lastRow: last.row }
}
