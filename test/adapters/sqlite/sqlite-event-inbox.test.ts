import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteEventInbox } from '../../../src/adapters/sqlite/sqlite-event-inbox.ts'
import { eventInboxContract } from '../../contracts/event-inbox.contract.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const AT = new Date('2026-11-30T03:00:00Z')

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

function openInbox(path = ':memory:') {
  const database = openDatabase(path)
  open.push(database)
  return { database, inbox: openSqliteEventInbox(database.query) }
}

eventInboxContract('the SQLite event inbox', async () => openInbox().inbox)

test('still knows what came, and what waits, when the file is opened again', async () => {
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const first = openInbox(path)
  await first.inbox.receive({ source: 'chat', id: 'waiting', payload: '{}', at: AT })
  await first.inbox.receive({ source: 'chat', id: 'done', payload: '{}', at: AT })
  await first.inbox.done('chat', 'done')
  await first.database.close()
  const { inbox } = openInbox(path)
  expect(await inbox.receive({ source: 'chat', id: 'done', payload: '{}', at: AT })).toBe('seen')
  expect(await inbox.waiting('chat', AT)).toEqual([{ id: 'waiting', payload: '{}', at: AT }])
})

test('erases the payload of what is done: a question does not stay in two places', async () => {
  const { database, inbox } = openInbox()
  await inbox.receive({ source: 'chat', id: 'e1', payload: '{"text":"年休"}', at: AT })
  await inbox.done('chat', 'e1')
  const rows = await database.query.selectFrom('event_inbox').select('payload').execute()
  expect(rows).toEqual([{ payload: null }])
})

test('rejects when it cannot write, so that nothing is confirmed that is not safe', async () => {
  const { database, inbox } = openInbox()
  await database.close()
  await expect(inbox.receive({ source: 'chat', id: 'e1', payload: '{}', at: AT })).rejects.toThrow()
})
