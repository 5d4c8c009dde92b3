// Makes a copy of a database ready to take the place of the present one, before it does: brought to this program's schema, nobody
// signed in by what was ended since, and the trail told where it came from.
import BetterSqlite3, { SqliteError } from 'better-sqlite3'
import { FaqError } from '../../core/errors.ts'
import { openAuditTrail } from './audit-trail.ts'
import { SECRETS_OF_OTHERS } from './copy-database.ts'
import { openDatabase } from './open-database.ts'
import { putSetting } from './put-setting.ts'

export interface RestoredFrom {
  readonly name: string
  readonly startedAt: string
  readonly lineage: string
}

export interface RestoredCopy {
  readonly at: Date
  readonly from: RestoredFrom
  /** Keys of other systems that the present database holds: those of the copy are not in it, and would be old. */
  readonly secrets: Readonly<Record<string, string>>
}

/** The copy stays without a log beside it: one file, as whole as it was. */
export async function prepareRestored(path: string, { at, from, secrets }: RestoredCopy): Promise<void> {
  const database = openDatabase(path, { check: false })
  try {
    await database.query.transaction().execute(async transaction => {
      await transaction.deleteFrom('session').execute()
      for (const [key, value] of Object.entries(secrets)) await putSetting(transaction, key, value)
      const record = await openAuditTrail(transaction)
      const event = { at: at.toISOString(), actor: 'cli', action: 'data.restored', subject: from.name }
      await record({ ...event, before: null, after: from })
    })
  } finally {
    await database.close()
  }
}

/**
 * Ends the log of the present database, so that it is one file; gives back its keys of other systems. Null where it is too
 * damaged for that. Throws `data_in_use` where a program has it open.
 */
export async function settlePresent(path: string): Promise<Readonly<Record<string, string>> | null> {
  try {
    return await closeWithoutLog(path)
  } catch (error) {
    if (error instanceof FaqError && error.code === 'data_in_use') throw error
    return null
  }
}

async function closeWithoutLog(path: string): Promise<Readonly<Record<string, string>>> {
  const database = new BetterSqlite3(path, { fileMustExist: true, timeout: WAIT_MS })
  try {
    // Needs the file for itself: the system's locks tell of whoever else has it open.
    database.pragma('journal_mode = DELETE')
    const find = database.prepare('SELECT value FROM setting WHERE key = ?').pluck()
    const rows = SECRETS_OF_OTHERS.map(key => [key, find.get(key)] as const)
    return Object.fromEntries(rows.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))
  } catch (error) {
    const busy = error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')
    throw busy ? new FaqError('data_in_use', { path }, { cause: error }) : error
  } finally {
    database.close()
  }
}

const WAIT_MS = 2_000
