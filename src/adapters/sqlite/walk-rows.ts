// Walks through a table that only grows, page by page in the order of writing, and lets others in between.
import { setImmediate } from 'node:timers/promises'

/** About a megabyte of audit events, some milliseconds of work. */
const PAGE = 500

export interface NumberedRow {
  readonly seq: number
}

export async function* walkRows<T extends NumberedRow>(
  readAfter: (seq: number, limit: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let after = 0
  while (true) {
    const rows = await readAfter(after, PAGE)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.seq
    await setImmediate()
  }
}
