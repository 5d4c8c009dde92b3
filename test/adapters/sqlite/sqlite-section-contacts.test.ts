import { afterEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSectionContacts } from '../../../src/adapters/sqlite/sqlite-section-contacts.ts'
import { sectionContactsContract } from '../../contracts/section-contacts.contract.ts'
import { KAIKEI, makeInput } from '../../fakes/entry-builders.ts'

const now = () => new Date('2026-11-22T01:00:00Z')
const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

async function open() {
  const database = openDatabase(':memory:')
  opened.push(database)
  const registry = openSqliteRegistry(database.query, now)
  await registry.save([makeInput('a'), makeInput('b', { section: KAIKEI })], { actor: 'tester' })
  return { query: database.query, contacts: openSqliteSectionContacts(database.query, now) }
}

sectionContactsContract('the SQLite store', async () => (await open()).contacts)

test('the audit tells who changed a contact, what it was and what it is', async () => {
  const { query, contacts } = await open()
  await contacts.setContact('jinji', 'mail', 'a@x', 'cli')
  await contacts.setContact('jinji', 'mail', 'b@x', 'slack:U1')
  const rows = await query.selectFrom('audit_event').selectAll().where('action', '=', 'section.contact').execute()
  expect(rows.map(({ actor, subject }) => [actor, subject])).toEqual([
    ['cli', 'jinji'],
    ['slack:U1', 'jinji'],
  ])
  expect(JSON.stringify(rows.at(-1))).toMatch(/a@x.*b@x/u)
})
