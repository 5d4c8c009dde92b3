// What became of backups, over SQLite.
import type { Kysely, Selectable } from 'kysely'
import type { BackupLog, BackupRun } from '../../core/ports/backup-log.ts'
import type { Tables } from './tables.ts'

export function openSqliteBackupLog(query: Kysely<Tables>): BackupLog {
  const newestFirst = query.selectFrom('backup_run').selectAll().orderBy('id', 'desc')
  return {
    note: async run => {
      const row = {
        started_at: run.startedAt.toISOString(),
        finished_at: run.finishedAt.toISOString(),
        folder: run.folder,
        name: run.name,
        bytes: run.bytes,
        attachments_missing: run.attachmentsMissing,
        failure: run.failure,
      }
      await query.insertInto('backup_run').values(row).execute()
    },
    runs: async limit => (await newestFirst.limit(limit).execute()).map(toRun),
    lastSuccess: async () => {
      const row = await newestFirst.where('failure', 'is', null).limit(1).executeTakeFirst()
      return row === undefined ? null : toRun(row)
    },
  }
}

function toRun(row: Selectable<Tables['backup_run']>): BackupRun {
  return {
    startedAt: new Date(row.started_at),
    finishedAt: new Date(row.finished_at),
    folder: row.folder,
    name: row.name,
    bytes: row.bytes,
    attachmentsMissing: row.attachments_missing,
    failure: row.failure,
  }
}
