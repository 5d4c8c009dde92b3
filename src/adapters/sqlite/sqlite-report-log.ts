// Monthly reports that were made, over SQLite.
import type { Kysely } from 'kysely'
import type { ReportLog } from '../../core/ports/report-log.ts'
import type { Tables } from './tables.ts'

export function openSqliteReportLog(query: Kysely<Tables>): ReportLog {
  return {
    made: async () => {
      const rows = await query.selectFrom('report_made').selectAll().orderBy('month', 'desc').execute()
      return rows.map(({ month, made_at, path }) => ({ month, madeAt: new Date(made_at), path }))
    },
    note: async ({ month, madeAt, path }) => {
      await query
        .insertInto('report_made')
        .values({ month, made_at: madeAt.toISOString(), path })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    },
  }
}
