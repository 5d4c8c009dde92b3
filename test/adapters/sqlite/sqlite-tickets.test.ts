import { afterEach, expect, test } from 'vitest'
import { hashAuditRow } from '../../../src/adapters/sqlite/audit-trail.ts'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAskedQuestions } from '../../../src/adapters/sqlite/sqlite-asked-questions.ts'
import { openSqliteAskerKeys } from '../../../src/adapters/sqlite/sqlite-asker-keys.ts'
import { openSqliteOutbox } from '../../../src/adapters/sqlite/sqlite-outbox.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteTickets } from '../../../src/adapters/sqlite/sqlite-tickets.ts'
import { makeQuestion } from '../../contracts/question-log.contract.ts'
import { ticketStoreContract } from '../../contracts/ticket-store.contract.ts'
import { KAIKEI, makeInput } from '../../fakes/entry-builders.ts'
import { makeNewTicket } from '../../fakes/ticket-builders.ts'

const now = () => new Date('2026-11-22T01:00:00Z')
const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

async function open() {
  const database = openDatabase(':memory:')
  opened.push(database)
  const { query } = database
  const registry = openSqliteRegistry(query, now)
  await registry.save([makeInput('a'), makeInput('b', { section: KAIKEI })], { actor: 'tester' })
  const questionLog = openSqliteQuestionLog(query, () => {})
  return { query, registry, questionLog, store: openSqliteTickets(query), outbox: openSqliteOutbox(query) }
}

ticketStoreContract('the SQLite ticket store', open)

test('the audit tells of each change, without the asker, and its chain holds', async () => {
  const { query, store } = await open()
  await store.open(makeNewTicket('t1', { asker: 'secret-asker', askerName: '汐見 太郎' }), 'web', [])
  const rows = await query.selectFrom('audit_event').selectAll().orderBy('seq').execute()
  const last = rows.at(-1)
  expect(last).toMatchObject({ actor: 'web', action: 'ticket.opened', subject: 't1', before: null })
  expect(JSON.stringify(last)).not.toMatch(/secret-asker|太郎/u)
  for (const { seq: _, hash, ...row } of rows) expect(hash).toBe(hashAuditRow(row))
})

test('that the answer to a ticket helped is no voice for the entry that did not', async () => {
  const { query, store, questionLog } = await open()
  const shown = { outcome: 'answered', candidates: [{ entryId: 'a', confidence: 0.9 }] } as const
  await questionLog.record(makeQuestion('q1', shown))
  const say = (kind: 'resolved' | 'unresolved', entryId: string | null, at: string) =>
    questionLog.giveFeedback({ questionId: 'q1', kind, entryId, comment: null, at: new Date(at) })
  await say('unresolved', 'a', '2026-11-22T01:00:00Z')
  const ticket = await store.open(makeNewTicket('t1', { questionId: 'q1' }), 'web', [])
  const answer = { text: '1年以内です。', by: 'user:a', at: now() }
  const answered = { at: now(), actor: 'user:a', kind: 'answered', detail: {} } as const
  await store.change({ ...ticket, version: 2, state: 'answered', answer }, answered, [])
  await say('resolved', null, '2026-11-22T02:00:00Z')
  expect(await query.selectFrom('voice').select(['entry_id', 'said']).execute()).toEqual([
    { entry_id: 'a', said: 'unresolved' },
  ])
  expect(await openSqliteAskedQuestions(query).recent(5)).toMatchObject([{ right: [], wrong: ['a'] }])
})

test('history is only ever added to: tickets and their events cannot be deleted', async () => {
  const { query, store } = await open()
  await store.open(makeNewTicket('t1'), 'web', [])
  await expect(query.deleteFrom('ticket_event').execute()).rejects.toThrow('append-only')
  await expect(query.updateTable('ticket_event').set({ actor: 'x' }).execute()).rejects.toThrow('append-only')
  await expect(query.deleteFrom('ticket').execute()).rejects.toThrow('closed, not deleted')
})

test('an asker has one key at a door, another at another, and another in another registry', async () => {
  const { keyOf: here } = await openSqliteAskerKeys((await open()).query)
  const { keyOf: there } = await openSqliteAskerKeys((await open()).query)
  const keys = [here('slack', 'U1'), here('slack', 'U2'), here('mail', 'U1'), there('slack', 'U1')]
  expect(new Set(keys).size).toBe(4)
  expect(keys.every(key => /^[0-9a-f]{32}$/u.test(key))).toBe(true)
  expect(here('slack', 'U1')).toBe(keys[0])
})
