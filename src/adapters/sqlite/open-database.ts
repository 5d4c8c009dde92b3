// Opens the one database file with the settings that durability needs, and says what to do when it cannot.
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3, { type Database, SqliteError } from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import { normalise } from '../../core/normalise.ts'
import { checkDatabase } from './check-database.ts'
import { migrate } from './migrate.ts'
import { openTurns, sharedFileDialect } from './shared-file-dialect.ts'
import type { Tables } from './tables.ts'

/** Long enough for any transaction but that of a large import, short enough that a person still waits. */
const BUSY_TIMEOUT_MS = 5_000
/** The largest import holds the write lock for half a minute; what nobody waits for is written after it. */
export const PATIENT_MS = 10 * 60 * 1000
/** What an answer waits for, and does without where it takes longer: twenty times what a write takes when nobody is in its way. */
const HURRIED_MS = 300

export interface OpenDatabase {
  readonly path: string
  /** Typed queries. A write that others keep waiting fails with `database_busy`. */
  readonly query: Kysely<Tables>
  /** The same for writes that nobody waits for: they wait as long as it takes. */
  readonly patientQuery: Kysely<Tables>
  /** The same for writes that may be given up, because an answer waits for them. */
  readonly hurriedQuery: Kysely<Tables>
  /** Rejects (`database_corrupt`) where a large file, which is looked at meanwhile, turns out to be damaged. */
  readonly checked: Promise<void>
  /** Rises whenever another connection, of whatever process, has committed. */
  readonly dataVersion: () => number
  readonly close: () => Promise<void>
}

/** Opens or creates the file, checks it (unless told that this was just done), and migrates it. */
export function openDatabase(
  path: string,
  { check = true, waitMaxMs = BUSY_TIMEOUT_MS }: OpenDatabaseOptions = {},
): OpenDatabase {
  prepareFolder(path)
  const { database, checked } = connect(path, check)
  const reader = path === IN_MEMORY ? null : connectReader(path)
  const file = { path, writer: database, reader, turns: openTurns() }
  const queryWaiting = (ms: number) => new Kysely<Tables>({ dialect: sharedFileDialect({ ...file, waitMaxMs: ms }) })
  return {
    path,
    checked,
    query: queryWaiting(waitMaxMs),
    patientQuery: queryWaiting(PATIENT_MS),
    hurriedQuery: queryWaiting(Math.min(waitMaxMs, HURRIED_MS)),
    dataVersion: () => Number(database.pragma('data_version', { simple: true })),
    close: async () => {
      if (reader?.open === true) reader.close()
      if (database.open) database.close()
    },
  }
}

/** A connection of a thread that only reads what another keeps up to date. The database must be there, and migrated. */
export function readDatabase(path: string): Pick<OpenDatabase, 'query' | 'close'> {
  try {
    const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
    addFunctions(database)
    return {
      query: new Kysely<Tables>({ dialect: new SqliteDialect({ database }) }),
      close: async () => void database.close(),
    }
  } catch (error) {
    throw explainSqlite(error, path)
  }
}

export interface OpenDatabaseOptions {
  /** Looks the file over; not needed where that was just done. */
  readonly check?: boolean
  /** How long a write waits for others. */
  readonly waitMaxMs?: number
}

const IN_MEMORY = ':memory:'

/** Throws `data_folder` where it cannot be used. */
export function prepareFolder(path: string): void {
  const folder = dirname(path)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw new FaqError('data_folder', { path: folder, reason: (cause as Error).message }, { cause })
  }
}

function connect(path: string, check: boolean): { readonly database: Database; readonly checked: Promise<void> } {
  let database: Database | undefined
  refuseOrphanedLog(path)
  try {
    database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS })
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma('trusted_schema = OFF')
    database.pragma('secure_delete = ON') // what is erased is overwritten, not merely given free
    addFunctions(database)
    const checked = check ? checkDatabase(database) : Promise.resolve()
    checked.catch(() => {}) // whoever waits for it hears of it
    migrate(database)
    return { database, checked }
  } catch (error) {
    database?.close()
    throw explainSqlite(error, path)
  }
}

/** SQLite would throw the log away, and we would begin anew: with the file gone, commits may stand there alone. */
function refuseOrphanedLog(path: string): void {
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (path === IN_MEMORY || sizeOf(path) > 0 || sizeOf(`${path}-wal`) === 0) return
  throw new FaqError('database_corrupt', { path, reason: 'the file is gone or empty, its write-ahead log is not' })
}

/** Sees what is committed, and waits for nobody. */
function connectReader(path: string): Database {
  try {
    const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS, fileMustExist: true })
    database.pragma('query_only = ON')
    database.pragma('trusted_schema = OFF')
    addFunctions(database)
    return database
  } catch (error) {
    throw explainSqlite(error, path)
  }
}

/** What our indexes are made with: SQLite cannot look a file over without it. */
export function addFunctions(database: Database): void {
  database.function('zencho_normalise', { deterministic: true }, text => normalise(String(text)))
}

export function explainSqlite(error: unknown, path: string): unknown {
  if (!(error instanceof SqliteError)) return error
  const { code, message } = error
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new FaqError('database_corrupt', { path, reason: message }, { cause: error })
  }
  if (code.startsWith('SQLITE_BUSY')) return new FaqError('database_busy', { path }, { cause: error })
  if (code === 'SQLITE_FULL') return new FaqError('disk_full', { path }, { cause: error })
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR')) {
    return new FaqError('data_folder', { path, reason: message }, { cause: error })
  }
  return error
}
