// The rows that the check of an import gave, kept until they are taken in.
import type { Kysely } from 'kysely'
import type { CheckedRow } from '../../core/exchange/import-job.ts'
import type { RowFilter } from '../../core/ports/imports.ts'
import { insertRow } from './insert-row.ts'
import type { Tables } from './tables.ts'

export function addRows(query: Kysely<Tables>, id: string, rows: readonly CheckedRow[]): Promise<void> {
  return query.transaction().execute(async transaction => {
    for (const row of rows) await insertRow(transaction, 'import_row', { job_id: id, ...toRow(row) })
  })
}

function toRow(row: CheckedRow) {
  const { line, verdict, ...detail } = row
  const entryId = 'input' in row ? row.input.id : 'entryId' in row ? row.entryId : null
  const seen = 'seen' in row ? row.seen : 0
  return { line, verdict, entry_id: entryId, seen_revision: seen, detail: JSON.stringify(detail) }
}

export async function markDuplicates(
  query: Kysely<Tables>,
  id: string,
  rows: readonly Extract<CheckedRow, { verdict: 'duplicate' }>[],
): Promise<void> {
  await query.transaction().execute(async transaction => {
    for (const row of rows) {
      const { verdict, detail } = toRow(row)
      await transaction
        .updateTable('import_row')
        .set({ verdict, detail })
        .where('job_id', '=', id)
        .where('line', '=', row.line)
        .where('verdict', '=', 'new')
        .execute()
    }
  })
}

export async function loadRows(query: Kysely<Tables>, id: string, filter: RowFilter): Promise<readonly CheckedRow[]> {
  const rows = await query
    .selectFrom('import_row')
    .select(['line', 'verdict', 'detail'])
    .where('job_id', '=', id)
    .where('verdict', '=', filter.verdict)
    .orderBy('line')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute()
  return rows.map(({ line, verdict, detail }) => ({ line, verdict, ...JSON.parse(detail) }) as CheckedRow)
}

const ROWS_DROPPED_AT_ONCE = 5_000 // some milliseconds: others write in between

/** Where the job was moved; hands on whether it was. */
export async function dropRows(query: Kysely<Tables>, id: string, moved: boolean): Promise<boolean> {
  for (let more = moved; more; ) {
    const lines = query
      .selectFrom('import_row')
      .select('line')
      .where('job_id', '=', id)
      .orderBy('line')
      .limit(ROWS_DROPPED_AT_ONCE)
    const { numDeletedRows } = await query
      .deleteFrom('import_row')
      .where('job_id', '=', id)
      .where('line', 'in', lines)
      .executeTakeFirstOrThrow()
    more = numDeletedRows > 0n
  }
  return moved
}
