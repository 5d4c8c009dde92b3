// Backups of the product: made every day while it serves, told of where they fail, and made, listed and restored by commands.
import { existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { dropBackups, listBackups } from '../adapters/backup/backup-folder.ts'
import { makeBackupInThread } from '../adapters/backup/backup-thread.ts'
import { makeBackup } from '../adapters/backup/make-backup.ts'
import { restoreBackup } from '../adapters/backup/restore-backup.ts'
import { SCHEMA_KNOWN } from '../adapters/sqlite/examine-database.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteBackupLog } from '../adapters/sqlite/sqlite-backup-log.ts'
import { explainWriteFault } from '../adapters/write-fault.ts'
import type { Config } from '../config.ts'
import { isAdministrator } from '../core/access/account.ts'
import type { MadeBackup } from '../core/backup/backup-manifest.ts'
import { isBackupDue, isBackupOverdue } from '../core/backup/backup-schedule.ts'
import { allButNewest, backupsToDrop } from '../core/backup/retention.ts'
import { FaqError } from '../core/errors.ts'
import { describeFault } from '../core/messages/describe-fault.ts'
import { backupTexts as texts } from '../core/messages/ja/admin/backup.ts'
import type { Accounts } from '../core/ports/accounts.ts'
import type { BackupRun } from '../core/ports/backup-log.ts'
import type { BackupCommands, BackupState, BackupTimer, ProductBackups } from '../core/ports/backups.ts'
import type { Notices } from '../core/ports/notices.ts'
import type { Log } from './log.ts'
import { readVersion } from './read-version.ts'
import { verifyData } from './verify-data.ts'
import { withDatabase } from './with-database.ts'

export interface OpenBackupsDeps {
  readonly dataDir: string
  readonly editorial: { readonly notices: Pick<Notices, 'add'> }
  readonly people: { readonly accounts: Pick<Accounts, 'all'> }
  readonly now: () => Date
  readonly log: Log
}

/** Nobody waits for it to the minute. */
const LOOK_EVERY_MS = 60_000
/** One that failed is told of again after a day. */
const TOLD_AGAIN_MS = 24 * 60 * 60_000

export function openBackups(
  query: OpenDatabase['query'],
  config: Config['backup'],
  deps: OpenBackupsDeps,
): ProductBackups {
  const runs = openSqliteBackupLog(query)
  const { now } = deps
  const startedAt = now()
  const notices = failureNotices(deps)
  const old = oldBackups(config.retention, deps.log)
  // Where the disk is full, the database cannot be told of it either.
  let failed: BackupRun | null = null

  /** Null where a backup was made since, by hand too. */
  const lastFailure = async (): Promise<BackupRun | null> => {
    const [newest] = await runs.runs(1)
    if (failed !== null && newest?.failure === null && newest.finishedAt > failed.finishedAt) {
      failed = null
      notices.renew()
    }
    return failed ?? failureOf(newest)
  }
  const state = async (): Promise<BackupState> => {
    const failure = await lastFailure()
    const lastSuccess = await runs.lastSuccess()
    const times = { lastSuccess: lastSuccess?.startedAt ?? null, lastFailure: failure?.finishedAt ?? null }
    // A server that has just started makes the missing one first.
    const overdue = isBackupOverdue(now(), times) && isBackupOverdue(now(), { ...times, lastSuccess: startedAt })
    return { folder: config.folder, lastSuccess, failure: failure?.failure ?? null, overdue, areOldLeft: old.areLeft() }
  }
  const makeNow = async (folder: string) => {
    const began = now()
    try {
      const made = await makeBackupInThread({ dataDir: deps.dataDir, folder, version: readVersion() })
      failed = null
      notices.renew()
      await runs.note(toRun(made, folder, began, now()))
      deps.log('backup_made', { path: made.path, bytes: made.bytes, tookMs: made.tookMs })
    } catch (error) {
      failed = { ...NOT_MADE, startedAt: began, finishedAt: now(), folder, failure: causeOf(error) }
      deps.log('backup_failed', { folder, error: String(error) })
      await runs.note(failed)
      await notices.tell(failed)
    }
  }
  const lookOnce = async () => {
    const { folder, at } = config
    if (folder === null) return
    const times = {
      lastSuccess: (await runs.lastSuccess())?.startedAt ?? null,
      lastFailure: (await lastFailure())?.finishedAt ?? null,
    }
    if (!isBackupDue(now(), at, times)) return
    await makeNow(folder)
    // With none made, the old ones are all there is.
    if (failed === null) await old.drop(folder)
  }
  return {
    state,
    trouble: async () => {
      if (config.folder === null) return null
      const { failure, overdue } = await state()
      if (failure !== null || overdue) return texts.trouble(failure)
      return old.areLeft() ? texts.oldLeftTrouble : null
    },
    start: () => startTimer(() => lookOnce().catch(error => deps.log('backup_not_noted', { error: String(error) }))),
  }
}

/** Administrators are told of a failure, but not of each one in a row. */
function failureNotices({ people, editorial, now }: Pick<OpenBackupsDeps, 'people' | 'editorial' | 'now'>) {
  let toldAt: Date | null = null
  return {
    tell: async ({ startedAt: at, failure }: BackupRun) => {
      if (toldAt !== null && Math.abs(now().getTime() - toldAt.getTime()) < TOLD_AGAIN_MS) return
      const administrators = (await people.accounts.all()).filter(isAdministrator)
      const detail = { question: texts.notice(at), text: texts.noticeText(failure ?? texts.internalFailure) }
      const to = administrators.map(({ id }) => id)
      await editorial.notices.add([{ kind: 'backup_failed', entryId: null, detail, to }])
      toldAt = now()
    },
    /** The next failure is the first of a row. */
    renew: () => {
      toldAt = null
    },
  }
}

/** Those past the number to be kept. */
function oldBackups(retention: Config['backup']['retention'], log: Log) {
  let areLeft = false
  return {
    areLeft: () => areLeft,
    drop: async (folder: string) => {
      try {
        await dropBackups(folder, backupsToDrop(await listBackups(folder), retention))
        areLeft = false
      } catch (error) {
        areLeft = true
        log('backups_not_dropped', { folder, error: String(error) })
      }
    },
  }
}

function failureOf(run: BackupRun | undefined): BackupRun | null {
  return run === undefined || run.failure === null ? null : run
}

const NOT_MADE = { name: null, bytes: 0, attachmentsMissing: 0 } as const

function toRun({ name, bytes, manifest }: MadeBackup, folder: string, startedAt: Date, finishedAt: Date): BackupRun {
  const attachmentsMissing = manifest.attachmentsMissing.length
  return { startedAt, finishedAt, folder, name, bytes, attachmentsMissing, failure: null }
}

/** What people are told in pages and notices; paths of the server stay in its log. */
function causeOf(error: unknown): string {
  return error instanceof FaqError ? describeFault(error, 'ja').title : texts.internalFailure
}

function startTimer(lookOnce: () => Promise<void>): BackupTimer {
  let running: Promise<void> = Promise.resolve()
  let closed = false
  const look = () => {
    running = running.then(() => (closed ? undefined : lookOnce()))
    return running
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return {
    look,
    close: async () => {
      closed = true
      clearInterval(timer)
    },
  }
}

/** What the commands do, without an index and beside a running server. */
export function backupCommands(config: () => Config): BackupCommands {
  const now = () => new Date()
  const folderOf = (given: string | undefined) => {
    const folder = given ?? config().backup.folder
    if (folder !== null && folder !== '') return resolve(folder)
    throw new FaqError('bad_input', { field: 'folder', expected: texts.cli.folderExpected, got: texts.cli.nothing })
  }
  return {
    make: async to => {
      const folder = folderOf(to)
      const { dataDir } = config()
      const began = now()
      const made = await makeBackup({ dataDir, folder, version: readVersion() }, now)
      await noteMade(dataDir, made, toRun(made, folder, began, now()))
      return made
    },
    dropOld: async (to, keep) => {
      const folder = folderOf(to)
      const dropped = allButNewest(await listBackups(folder), keep)
      await dropBackups(folder, dropped).catch((error: unknown) => {
        throw explainWriteFault(error, folder)
      })
      return dropped
    },
    list: async given => {
      const folder = folderOf(given)
      return { folder, backups: await listBackups(folder) }
    },
    restore: ({ from, to, dryRun }) => {
      const { backup, dataDir } = config()
      const named = backup.folder === null || isAbsolute(from) ? from : join(backup.folder, from)
      const path = existsSync(from) ? from : named
      return restoreBackup({ from: resolve(path), dataDir: resolve(to ?? dataDir), dryRun }, now)
    },
    verify: options => verifyData(config(), options),
  }
}

/** A database of an older program stays as it is: whoever makes a backup before an update wants that. */
async function noteMade(dataDir: string, { manifest }: MadeBackup, run: BackupRun): Promise<void> {
  if (manifest.schema < SCHEMA_KNOWN) return
  await withDatabase(dataDir, query => openSqliteBackupLog(query).note(run))
}
