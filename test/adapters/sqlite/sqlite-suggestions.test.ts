import { afterEach } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSuggestions } from '../../../src/adapters/sqlite/sqlite-suggestions.ts'
import { suggestionsContract } from '../../contracts/suggestions.contract.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

suggestionsContract('the SQLite store of suggestions', async () => {
  const database = openDatabase(':memory:')
  open.push(database)
  let ids = 0
  const now = () => new Date('2026-11-22T01:00:00Z')
  return {
    suggestions: openSqliteSuggestions(database.query, { now, newId: () => `id-${(ids += 1)}`, outDoors: [] }),
    registry: openSqliteRegistry(database.query, now),
    auditOf: async entryId => {
      const events = database.query.selectFrom('audit_event').select('action').where('subject', '=', entryId)
      return (await events.orderBy('seq').execute()).map(({ action }) => action)
    },
  }
})
