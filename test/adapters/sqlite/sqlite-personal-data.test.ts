import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAskerKeys } from '../../../src/adapters/sqlite/sqlite-asker-keys.ts'
import { openSqliteAuditLog } from '../../../src/adapters/sqlite/sqlite-audit-log.ts'
import { openSqliteFigures } from '../../../src/adapters/sqlite/sqlite-figures.ts'
import { openSqlitePersonalData } from '../../../src/adapters/sqlite/sqlite-personal-data.ts'
import { openSqliteQuestionLog } from '../../../src/adapters/sqlite/sqlite-question-log.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteTickets } from '../../../src/adapters/sqlite/sqlite-tickets.ts'
import { addDays, fiscalYearOf } from '../../../src/core/fiscal-year.ts'
import { sameText } from '../../../src/core/learning/suggested-words.ts'
import { maskPersonalData } from '../../../src/core/masking/mask-personal-data.ts'
import { keysOf } from '../../../src/core/privacy/person.ts'
import { cutoffsOf, purge } from '../../../src/core/privacy/purge.ts'
import { personalDataContract } from '../../contracts/personal-data.contract.ts'
import { makeQuestion } from '../../contracts/question-log.contract.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'
import { makeNewTicket } from '../../fakes/ticket-builders.ts'

const NOW = new Date('2027-11-22T02:00:00Z')
const now = () => NOW
const mask = (text: string) => maskPersonalData(text).text
const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

async function open(path = ':memory:') {
  const database = openDatabase(path)
  opened.push(database)
  const { query } = database
  await openSqliteRegistry(query, now).save([makeInput('a'), makeInput('b')], { actor: 'tester' })
  return {
    query,
    data: openSqlitePersonalData(query, { mask }),
    questionLog: openSqliteQuestionLog(query, () => {}),
    store: openSqliteTickets(query),
    figures: openSqliteFigures(query, { now, newId: () => 'x' }),
  }
}

personalDataContract('SQLite', open)

const by = { actor: 'user:kanri', at: NOW }

test('what was erased is in no file of the database, as text or in any part of it', async () => {
  const path = join(makeTempFolder(), 'zencho.sqlite')
  const { data, questionLog, store } = await open(path)
  const words = ['秘密の質問の文面', '汐見花子の感想', '汐見花子', 'hanako@pref.example.jp', '添えた理由の文面']
  const [text, comment, askerName, address, reason] = words as [string, string, string, string, string]
  for (let i = 0; i < 40; i += 1) {
    await questionLog.record(
      makeQuestion(`q${i}`, { text: `${text}${i}`, searchedAs: `${text}を補う`, asker: 'mail-key' }),
    )
  }
  await questionLog.giveFeedback({ questionId: 'q1', kind: 'unresolved', entryId: null, comment, at: NOW })
  const replyTo = { door: 'mail', address, messageId: null, subject: text } as const
  const ticket = await store.open(
    makeNewTicket('t1', { question: text, questionId: 'q2', askerName, replyTo }),
    'mail',
    [],
  )
  await store.change(
    { ...ticket, version: 2, state: 'assigned' },
    { at: NOW, actor: 'web', kind: 'reopened', detail: { reason } },
    [],
  )
  const person = keysOf([{ kind: 'mail', value: address }], (door: string) => `${door}-key`)
  const files = () => [path, `${path}-wal`].filter(existsSync).map(file => readFileSync(file))
  const found = () => words.filter(word => files().some(bytes => bytes.includes(word)))
  expect(found()).toEqual(words)
  expect(await data.erase(person, by)).toMatchObject({ questions: 40, tickets: 1 })
  expect(await data.forget()).toBe(true)
  expect(found()).toEqual([])
})

describe('cutting the journal', () => {
  const openFile = async (waitMaxMs = 5_000) => {
    const path = join(makeTempFolder(), 'zencho.sqlite')
    const database = openDatabase(path, { waitMaxMs })
    opened.push(database)
    return { path, query: database.query, data: openSqlitePersonalData(database.query, { mask }) }
  }
  /** A write of this program that is not over. */
  const startWriting = async (query: OpenDatabase['query']) => {
    const [begun, may] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const done = query.transaction().execute(async transaction => {
      await transaction.insertInto('setting').values({ key: 'x', value: 'y' }).execute()
      begun.resolve()
      await may.promise
    })
    await begun.promise
    return async () => {
      may.resolve()
      await done
    }
  }

  test('says no where somebody reads an older state, without keeping the thread', async () => {
    const { path, query, data } = await openFile()
    const other = new BetterSqlite3(path)
    other.exec('BEGIN; SELECT * FROM setting')
    await query.insertInto('setting').values({ key: 'x', value: 'y' }).execute()
    expect(await data.forget()).toBe(false)
    other.close()
    expect(await data.forget()).toBe(true)
  }, 15_000) // waiting on the thread, as SQLite itself does, takes 25 s

  test('is made up for by the next purge, though that takes nothing out', async () => {
    const { path, query, data } = await openFile()
    await query.insertInto('setting').values({ key: 'x', value: 'y' }).execute()
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
    const cutoffs = cutoffsOf('2027-11-22', { askerDays: 400, questionDays: null })
    await purge(cutoffs, 'zencho', { data, now, pause: async () => {} })
    expect(statSync(`${path}-wal`).size).toBe(0)
  })

  test('waits for its turn behind a write of this program', async () => {
    const { query, data } = await openFile()
    const end = await startWriting(query)
    const forgetting = data.forget()
    await end()
    expect(await forgetting).toBe(true)
  })

  test('says no where a write takes too long', async () => {
    const { query, data } = await openFile(20)
    const end = await startWriting(query)
    expect(await data.forget()).toBe(false)
    await end()
  })
})

test('the history of tickets can lose who asked, and can be changed in nothing else', async () => {
  const { query, store } = await open()
  const ticket = await store.open(makeNewTicket('t1'), 'slack:U1', [])
  const answered = { at: NOW, actor: 'user:a', kind: 'answered', detail: { text: 'はい' } } as const
  await store.change(
    { ...ticket, version: 2, state: 'answered', answer: { text: 'はい', by: 'user:a', at: NOW } },
    answered,
    [],
  )
  const set = (position: number, change: Readonly<Record<string, string>>) =>
    query.updateTable('ticket_event').set(change).where('position', '=', position).execute()
  await expect(set(1, { actor: 'user:b' })).rejects.toThrow('append-only')
  await expect(set(1, { detail: '{"section":"other"}' })).rejects.toThrow('append-only')
  await expect(set(1, { at: '2020-01-01T00:00:00Z' })).rejects.toThrow('append-only')
  await expect(set(2, { actor: 'user' })).rejects.toThrow('append-only')
  await expect(set(2, { detail: '{}' })).rejects.toThrow('append-only')
  await set(1, { actor: 'slack' })
  expect((await store.events('t1'))[0]).toMatchObject({ actor: 'slack', detail: { section: 'jinji' } })
})

test('the audit tells what was done, by whom and to how much, and never about whom; its chain holds', async () => {
  const { query, data, questionLog } = await open()
  await questionLog.record(makeQuestion('q1', { asker: 'slack-T1:U1', text: '秘密' }))
  const person = keysOf([{ kind: 'slack', value: 'T1/U1' }], (door, id) => `${door}-${id}`)
  await data.noteExport(by)
  await data.erase(person, by)
  await data.renewSecret(by)
  const events = await query.selectFrom('audit_event').selectAll().where('action', 'like', 'privacy.%').execute()
  expect(events.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    'user:kanri privacy.exported',
    'user:kanri privacy.erased',
    'user:kanri privacy.secret_renewed',
  ])
  expect(JSON.stringify(events)).not.toMatch(/U1|秘密/u)
  expect((await openSqliteAuditLog(query).verify()).kind).toBe('intact')
})

test('a renewed secret gives everybody another key, in whichever process it was renewed', async () => {
  const { query, data } = await open()
  const keys = await openSqliteAskerKeys(query)
  const before = keys.keyOf('slack', 'T1:U1')
  await data.renewSecret(by)
  expect(keys.keyOf('slack', 'T1:U1')).toBe(before)
  await keys.refresh()
  expect(keys.keyOf('slack', 'T1:U1')).not.toBe(before)
})

test('an account that is in use keeps its name; of one that is disabled its official records alone are left', async () => {
  const { query, data } = await open()
  const row = {
    id: 'u1',
    version: 1,
    login: 'yamada',
    name: '山田 太郎',
    mail: 'yamada@pref.example.jp',
    slack_user: 'U1',
  }
  const at = { created_at: NOW.toISOString(), changed_at: NOW.toISOString() }
  await query
    .insertInto('user_account')
    .values({ ...row, ...at })
    .execute()
  const person = keysOf([{ kind: 'account', value: 'yamada' }], (door, id) => `${door}-${id}`)
  expect((await data.find(person)).account).toMatchObject({ name: '山田 太郎', records: { auditEvents: 0 } })
  await expect(data.erase(person, by)).rejects.toMatchObject({ code: 'account_refused' })
  await query.updateTable('user_account').set({ disabled_at: NOW.toISOString() }).execute()
  expect(await data.erase(person, by)).toMatchObject({ accounts: 1 })
  const left = await query.selectFrom('user_account').selectAll().executeTakeFirstOrThrow()
  expect(left).toMatchObject({ login: 'yamada', name: '―', mail: null, slack_user: null })
  expect(await data.erase(person, by)).toMatchObject({ accounts: 0 })
})

test('a suggestion that waits and holds the words of one person alone goes with them; one that others asked for stays', async () => {
  const { query, data, questionLog } = await open()
  const facts = {
    version: 1,
    entry_id: 'a',
    kind: 'phrasing',
    source: 'resolved',
    state: 'open',
    proposed_by: 'feedback',
  } as const
  for (const [id, text, times] of [
    ['mine', '私だけの言い方', 1],
    ['number', '076-123-4567への電話代', 1],
    ['ours', '皆の言い方', 5],
    ['two', '二人の言い方', 2],
  ] as const) {
    await questionLog.record(makeQuestion(id, { text: `${text}。`, asker: 'slack-T1:U1' }))
    const kept = mask(text)
    const row = { ...facts, id, text: kept, same_text: sameText(kept), times, proposed_at: NOW.toISOString() }
    await query.insertInto('suggestion').values(row).execute()
  }
  await data.erase(
    keysOf([{ kind: 'slack', value: 'T1/U1' }], (door, id) => `${door}-${id}`),
    by,
  )
  const left = await query.selectFrom('suggestion').select(['id', 'text', 'state']).orderBy('id').execute()
  expect(left).toEqual([
    { id: 'mine', text: '', state: 'overtaken' },
    { id: 'number', text: '', state: 'overtaken' },
    { id: 'ours', text: '皆の言い方', state: 'open' },
    { id: 'two', text: '二人の言い方', state: 'open' },
  ])
})

describe('the number of people', () => {
  const asked = fc.array(
    fc.record({ month: fc.integer({ min: 0, max: 35 }), person: fc.integer({ min: 1, max: 6 }) }),
    { maxLength: 60 },
  )
  const monthOf = (index: number) => new Date(Date.UTC(2024, 3 + index, 1)).toISOString().slice(0, 7)
  /** Every span of months within one fiscal year, as figures are told of. */
  const SPANS = Array.from({ length: 36 }, (_, from) =>
    Array.from({ length: 12 - (from % 12) }, (__, length) => ({
      from: `${monthOf(from)}-01`,
      before: addDays(`${monthOf(from + length)}-01`, 31)
        .slice(0, 7)
        .concat('-01'),
    })),
  ).flat()

  test('of every span of a fiscal year stays the same, however the purges of the days fall', async () => {
    const { query, data, figures } = await open()
    await fc.assert(
      fc.asyncProperty(
        asked,
        fc.integer({ min: 1, max: 800 }),
        fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 4 }),
        async (rows, askerDays, days) => {
          await query.deleteFrom('asker_month').execute()
          await query.deleteFrom('asker_count').execute()
          for (const { month, person } of rows) {
            const row = { month: monthOf(month), asker: `p${person}` }
            await query
              .insertInto('asker_month')
              .values(row)
              .onConflict(c => c.doNothing())
              .execute()
          }
          for (const day of days.toSorted((a, b) => a - b)) {
            const today = addDays('2024-04-01', day)
            // People ask in months up to today; of later ones nobody was told yet.
            const spans = SPANS.filter(({ before }) => before <= today && fiscalYearOf(today) >= fiscalYearOf(before))
            const told = () => Promise.all(spans.map(span => figures.askers(span)))
            const before = await told()
            await purge(cutoffsOf(today, { askerDays, questionDays: null }), 'x', { data, now, pause: async () => {} })
            expect(await told()).toEqual(before)
          }
        },
      ),
      { numRuns: 12 },
    )
  })
})
