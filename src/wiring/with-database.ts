// The database for what needs neither an index nor the product, opened as everything else opens it: nothing is made where there is
// none, and nobody exchanges the data meanwhile.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openHeldDatabase } from '../adapters/sqlite/hold-data-folder.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'

/** Null where there is no database yet; `data_in_use` while a backup is put in its place. */
export async function withDatabase<T>(
  dataDir: string,
  work: (query: OpenDatabase['query']) => Promise<T>,
): Promise<T | null> {
  if (!existsSync(join(dataDir, 'zencho.sqlite'))) return null
  const database = openHeldDatabase(dataDir, { check: false })
  try {
    return await work(database.patientQuery) // a command may wait for an import; a page could not
  } finally {
    await database.close()
  }
}
