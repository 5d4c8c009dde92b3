// Looks for damage in a database: the structure of every page, not of every index. 20 ms for a registry of 5,000 entries,
// three seconds for one of 100,000, which a thread spends while the index is loaded.
import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { FaqError } from '../../core/errors.ts'

/** A larger file is checked in a thread of its own: half a second at most where it is not. */
const CHECKED_HERE_MAX_BYTES = 200_000_000

/** Of the library that opens databases here. */
export function sqliteVersion(): string {
  const database = new BetterSqlite3(':memory:')
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get())
  } finally {
    database.close()
  }
}

/** The first one without a corruption that SQLite 3.7.0 to 3.51.2 may cause: a write-ahead log reset at the wrong moment. */
const SQLITE_MIN = [3, 51, 3] as const

export function isSoundSqlite(version: string): boolean {
  const parts = version.split('.').map(Number)
  const differing = SQLITE_MIN.findIndex((part, place) => parts[place] !== part)
  return differing === -1 || (parts[differing] ?? 0) > (SQLITE_MIN[differing] ?? 0)
}

/** 'ok', or what is wrong. */
export function findDamage(database: Database): string {
  return String(database.pragma('quick_check(1)', { simple: true }))
}

/** Resolves when the database is known to be whole; a small one is looked at before this returns, and throws then. */
export function checkDatabase(database: Database, checkedHereMaxBytes = CHECKED_HERE_MAX_BYTES): Promise<void> {
  const { size } = statSync(database.name, { throwIfNoEntry: false }) ?? { size: 0 } // in memory there is no file
  if (size > checkedHereMaxBytes) return checkInThread(database.name)
  refuseDamage(database.name, findDamage(database))
  return Promise.resolve()
}

function checkInThread(path: string): Promise<void> {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { workerData: path })
  worker.unref() // a program that ends meanwhile need not wait
  return new Promise((resolve, reject) => {
    worker.once('message', (findings: string) => {
      try {
        resolve(refuseDamage(path, findings))
      } catch (error) {
        reject(error)
      }
    })
    worker.once('error', error => reject(new FaqError('database_corrupt', { path, reason: String(error) })))
  })
}

function refuseDamage(path: string, findings: string): void {
  if (findings !== 'ok') throw new FaqError('database_corrupt', { path, reason: findings })
}
