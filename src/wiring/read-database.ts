// A look into the database for a check that needs no index: nothing is made where there is none.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenDatabase, openDatabase } from '../adapters/sqlite/open-database.ts'

/** Null where there is no database yet. */
export async function readDatabase<T>(
  dataDir: string,
  read: (query: OpenDatabase['query']) => Promise<T>,
): Promise<T | null> {
  const path = join(dataDir, 'zencho.sqlite')
  if (!existsSync(path)) return null
  const database = openDatabase(path, { check: false })
  try {
    return await read(database.query)
  } finally {
    await database.close()
  }
}
