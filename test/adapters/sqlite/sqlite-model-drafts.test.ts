import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteAutosaves } from '../../../src/adapters/sqlite/sqlite-autosaves.ts'
import { openSqliteModelDrafts } from '../../../src/adapters/sqlite/sqlite-model-drafts.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteRenderings } from '../../../src/adapters/sqlite/sqlite-renderings.ts'
import { modelDraftsContract } from '../../contracts/model-drafts.contract.ts'
import { renderingsContract } from '../../contracts/renderings.contract.ts'

const now = () => new Date('2026-04-01T00:00:00Z')

async function open() {
  const { query } = openDatabase(':memory:')
  return {
    registry: openSqliteRegistry(query, now),
    drafts: openSqliteModelDrafts(query),
    renderings: openSqliteRenderings(query, now),
    fillIn: async (entryId: string) => {
      const accounts = openSqliteAccounts(query, { now, newId: () => 'a1' })
      const person = {
        login: 'a',
        name: '甲',
        mail: null,
        slackUser: null,
        sectionCode: null,
        grants: [],
        disabled: false,
      }
      const { id } = await accounts.create(person, 'test')
      await openSqliteAutosaves(query).keep(id, { entryId, seenRevision: 0, fields: {}, savedAt: now() })
    },
  }
}

modelDraftsContract('SQLite', open)
renderingsContract('SQLite', open)
