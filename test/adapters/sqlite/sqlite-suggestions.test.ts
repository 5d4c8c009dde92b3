import { afterEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSuggestions } from '../../../src/adapters/sqlite/sqlite-suggestions.ts'
import { suggestionsContract } from '../../contracts/suggestions.contract.ts'
import { makeInput } from '../../fakes/entry-builders.ts'

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

test('only suggestions of entries that were changed are looked through', async () => {
  const database = openDatabase(':memory:')
  open.push(database)
  const { query } = database
  let ids = 0
  const now = () => new Date('2026-11-22T01:00:00Z')
  const suggestions = openSqliteSuggestions(query, { now, newId: () => `id-${(ids += 1)}`, outDoors: [] })
  const registry = openSqliteRegistry(query, now)
  const unsettled = async () => {
    const rows = await query.selectFrom('suggestion').select('entry_id').where('settled', '=', 0).execute()
    return rows.map(({ entry_id }) => entry_id)
  }
  await registry.save([makeInput('a'), makeInput('b')], { actor: 'test' })
  const evidence = { times: 1, lastAskedAt: null }
  const words = ['a', 'b'].map(
    entryId => ({ entryId, kind: 'phrasing', text: '休みたい', source: 'resolved', evidence }) as const,
  )
  await suggestions.propose(words, 'feedback')
  expect(await unsettled()).toEqual([])
  await registry.save([makeInput('b', { phrasings: ['休む'] })], { actor: 'test' })
  expect(await unsettled()).toEqual(['b'])
  expect([await suggestions.settle(), await unsettled()]).toEqual([0, []])
})
