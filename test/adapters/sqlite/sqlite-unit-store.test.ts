import { afterEach } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteUnitStore } from '../../../src/adapters/sqlite/sqlite-unit-store.ts'
import { unitStoreContract } from '../../contracts/unit-store.contract.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

unitStoreContract('the SQLite unit store', async () => {
  const database = openDatabase(':memory:')
  open.push(database)
  const now = () => new Date('2026-11-22T01:00:00Z')
  return { registry: openSqliteRegistry(database.query, now), store: openSqliteUnitStore(database.query, now) }
})
