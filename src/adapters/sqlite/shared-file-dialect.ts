// How our queries use one SQLite file beside other threads and programs: reads on a connection of their own, which never waits;
// writes one at a time, in the order in which they were asked for. While somebody else holds the file's one write lock, a writer
// waits without blocking its thread, so that questions are answered meanwhile.
import { setTimeout as wait } from 'node:timers/promises'
import { type Database, SqliteError, type Statement } from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { FaqError } from '../../core/errors.ts'

export interface SharedFile {
  readonly path: string
  readonly writer: Database
  /** null for a database in memory, which has one connection. */
  readonly reader: Database | null
  readonly turns: Turns
  /** How long a write waits for others before it fails with `database_busy`. */
  readonly waitMaxMs: number
}

export function sharedFileDialect(file: SharedFile): Dialect {
  return {
    createAdapter: () => new SharedFileAdapter(),
    createDriver: () => sharedFileDriver(file),
    createIntrospector: query => new SqliteIntrospector(query),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** The order of writes is kept here, not by the library, which would let reads wait behind them. */
class SharedFileAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

interface SharedConnection extends DatabaseConnection {
  /** Ends the turn of the transaction that runs on it. */
  endTurn: (() => void) | null
}

function sharedFileDriver(file: SharedFile): Driver {
  const writes = keptStatements(file.writer)
  const reads = file.reader === null ? null : keptStatements(file.reader)
  const write = (query: CompiledQuery) => run(writes(query.sql), query)
  const execute = async (query: CompiledQuery, connection: SharedConnection) => {
    if (connection.endTurn !== null) return write(query)
    if (reads !== null && READS.test(query.sql)) return run(reads(query.sql), query)
    if (OF_THE_CONNECTION.test(query.sql)) return write(query)
    return inTurn(file, () => write(query))
  }
  return {
    init: async () => {},
    acquireConnection: async () => openConnection(execute),
    beginTransaction: async connection => {
      const shared = connection as SharedConnection
      shared.endTurn = await beginTurn(file, () => write(CompiledQuery.raw('begin immediate')))
    },
    commitTransaction: async connection => {
      write(CompiledQuery.raw('commit'))
      endTurn(connection)
    },
    rollbackTransaction: async connection => {
      try {
        if (file.writer.inTransaction) write(CompiledQuery.raw('rollback'))
      } finally {
        endTurn(connection)
      }
    },
    releaseConnection: async () => {},
    destroy: async () => {},
  }
}

const READS = /^\s*(?:select|with)\b/iu
/** But a checkpoint writes the file: it waits for its turn, and never on the thread. */
const OF_THE_CONNECTION = /^\s*pragma\b(?!\s+wal_checkpoint\b)/iu

function openConnection(
  execute: (query: CompiledQuery, connection: SharedConnection) => Promise<QueryResult<unknown>>,
): SharedConnection {
  const connection: SharedConnection = {
    endTurn: null,
    executeQuery: <R>(query: CompiledQuery) => execute(query, connection) as Promise<QueryResult<R>>,
    streamQuery: () => {
      throw new Error('expected whole results: nothing here streams')
    },
  }
  return connection
}

function endTurn(connection: DatabaseConnection): void {
  const shared = connection as SharedConnection
  shared.endTurn?.()
  shared.endTurn = null
}

function run(statement: Statement, { parameters }: CompiledQuery): QueryResult<unknown> {
  if (statement.reader) return { rows: statement.all(parameters) }
  const { changes, lastInsertRowid } = statement.run(parameters)
  return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] }
}

async function inTurn<T>(file: SharedFile, work: () => T): Promise<T> {
  let result: T | undefined
  const end = await beginTurn(file, () => {
    result = work()
  })
  end()
  return result as T
}

/** Fast enough to be first when the lock is given back, slow enough to cost nothing. */
const RETRY_MS = 10

/** Waits for its turn, then for the lock that `start` takes; returns what ends the turn. */
async function beginTurn(file: SharedFile, start: () => unknown): Promise<() => void> {
  const until = performance.now() + file.waitMaxMs
  const end = await file.turns.take(file.waitMaxMs)
  if (end === null) throw new FaqError('database_busy', { path: file.path })
  try {
    for (;;) {
      if (startsNow(file, start)) return end
      if (performance.now() > until) throw new FaqError('database_busy', { path: file.path })
      await wait(RETRY_MS)
    }
  } catch (error) {
    end()
    throw error
  }
}

/** False while another holds the lock. The connection's own way of waiting would block the thread. */
function startsNow({ writer }: SharedFile, start: () => unknown): boolean {
  const waiting = Number(writer.pragma('busy_timeout', { simple: true }))
  writer.pragma('busy_timeout = 0')
  try {
    start()
    return true
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY')) return false
    throw error
  } finally {
    writer.pragma(`busy_timeout = ${waiting}`)
  }
}

/** One after the other, in the order of asking. */
export interface Turns {
  /** Resolves when it is one's turn, with what ends it; null where that takes too long. */
  readonly take: (waitMaxMs: number) => Promise<(() => void) | null>
}

export function openTurns(): Turns {
  let last: Promise<void> = Promise.resolve()
  return {
    take: async waitMaxMs => {
      const before = last
      const turn = Promise.withResolvers<void>()
      last = turn.promise
      const patience = Promise.withResolvers<boolean>()
      const timer = setTimeout(patience.resolve, waitMaxMs, false)
      const itIsTime = await Promise.race([before.then(() => true), patience.promise])
      clearTimeout(timer)
      if (itIsTime) return turn.resolve
      void before.then(turn.resolve) // whoever stands behind waits on
      return null
    },
  }
}

/** Statements kept prepared: preparing one costs more than running it. */
const STATEMENTS_KEPT_MAX = 300

function keptStatements(database: Database): (text: string) => Statement {
  const kept = new Map<string, Statement>()
  return text => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const statement = database.prepare(text)
    if (kept.size >= STATEMENTS_KEPT_MAX) kept.delete(kept.keys().next().value as string)
    kept.set(text, statement)
    return statement
  }
}
