// Brings a database to the schema this program knows: numbered steps, each with its version in one transaction.
import type { Database } from 'better-sqlite3'
import { FaqError } from '../../core/errors.ts'
import { registry } from './migrations/0001-registry.ts'
import { index } from './migrations/0002-index.ts'

/** Append only; position + 1 is the schema version. */
export const MIGRATIONS: readonly string[] = [registry, index]

/** Applies what is missing up to `target`. Killed half-way, the database stands at a whole version. */
export function migrate(database: Database, target: number = MIGRATIONS.length): void {
  const found = Number(database.pragma('user_version', { simple: true }))
  if (found > MIGRATIONS.length) {
    throw new FaqError('database_newer', { path: database.name, found, known: MIGRATIONS.length })
  }
  for (let version = found; version < target; version += 1) {
    database
      .transaction(() => {
        database.exec(MIGRATIONS[version] as string)
        database.pragma(`user_version = ${version + 1}`)
      })
      .immediate()
  }
}
