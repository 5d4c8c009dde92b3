import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteAuditLog } from '../../../src/adapters/sqlite/sqlite-audit-log.ts'
import { openSqliteModelSwitch } from '../../../src/adapters/sqlite/sqlite-model-switch.ts'
import { openSqliteOutboundLog, openSqliteOutboundRecords } from '../../../src/adapters/sqlite/sqlite-outbound-log.ts'
import { openSqliteTokenCounter, openSqliteTokenUsage } from '../../../src/adapters/sqlite/sqlite-token-counter.ts'
import { modelUseContract, SENT } from '../../contracts/model-use.contract.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const opened: OpenDatabase[] = []
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
})

const now = () => new Date('2026-04-01T03:00:00Z')
const DAY = '2026-04-01'

function openStores(path: string) {
  const database = openDatabase(path)
  opened.push(database)
  const { query, hurriedQuery: hurried, patientQuery: patient } = database
  const failures: unknown[] = []
  const onFailure = (error: unknown) => void failures.push(error)
  const records = openSqliteOutboundRecords(query, now)
  return {
    database,
    failures,
    records,
    outbound: openSqliteOutboundLog(hurried, onFailure),
    sent: async () => (await records.page({}, { limit: 100 })).toReversed(),
    counter: { ...openSqliteTokenCounter({ hurried, patient, onFailure }), ...openSqliteTokenUsage(query) },
    modelSwitch: openSqliteModelSwitch(query, now),
    auditLog: openSqliteAuditLog(query),
    now,
  }
}

modelUseContract('SQLite', async () => openStores(':memory:'))
modelUseContract('SQLite in a file', async () => openStores(join(makeTempFolder(), 'zencho.sqlite')))

const all = (tokens: number) => [{ name: 'all', tokens, limit: 100 }]

describe('two processes on one file', () => {
  test('share the allowance and the switch, and a restart forgets neither', async () => {
    const path = join(makeTempFolder(), 'zencho.sqlite')
    const [one, other] = [openStores(path), openStores(path)]
    const takes = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? one : other).counter.take(DAY, all(10)))
    expect((await Promise.all(takes)).filter(({ kind }) => kind === 'taken')).toHaveLength(10)
    await one.modelSwitch.move(false, 'user:kanri')
    expect(await other.modelSwitch.read()).toMatchObject({ isOn: false })
    await one.database.close()
    await other.database.close()
    const later = openStores(path)
    expect(await later.counter.take(DAY, all(1))).toEqual({ kind: 'over', name: 'all' })
    expect(await later.modelSwitch.read()).toMatchObject({ isOn: false, moved: { by: 'user:kanri' } })
  })
})

describe('a file that somebody else has locked', () => {
  test('is given up soon: nothing is claimed or recorded, nobody gets an error, and reading goes on', async () => {
    const path = join(makeTempFolder(), 'zencho.sqlite')
    const { counter, outbound, modelSwitch, failures } = openStores(path)
    using lock = lockFile(path)
    expect(await counter.take(DAY, all(1))).toEqual({ kind: 'failed' })
    expect(await outbound.record(SENT)).toBe(false)
    expect(failures).toMatchObject([{ code: 'database_busy' }, { code: 'database_busy' }])
    expect((await modelSwitch.read()).isOn).toBe(true)
    lock.release()
    expect(await outbound.record(SENT)).toBe(true)
  })

  test('takes what is given back once it is free', async () => {
    const path = join(makeTempFolder(), 'zencho.sqlite')
    const { counter } = openStores(path)
    await counter.take(DAY, all(60))
    using lock = lockFile(path)
    const giving = counter.giveBack(DAY, ['all'], 20)
    lock.release()
    await giving
    expect((await counter.tokensOn(DAY)).all).toBe(40)
  })
})

function lockFile(path: string): Disposable & { readonly release: () => void } {
  const database = new BetterSqlite3(path)
  database.exec('BEGIN IMMEDIATE')
  const release = () => void (database.open && database.close())
  return { release, [Symbol.dispose]: release }
}

describe('the record of what left', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 2, day, 20))

  test('cannot be changed or removed, whoever holds the connection', async () => {
    const { outbound, database } = openStores(':memory:')
    await outbound.record(SENT)
    const { query } = database
    await expect(query.updateTable('outbound_text').set({ characters: 0 }).execute()).rejects.toThrow('append-only')
    await expect(query.deleteFrom('outbound_text').execute()).rejects.toThrow('append-only')
    await expect(query.deleteFrom('outbound_purge').execute()).resolves.toBeDefined() // there is none
  })

  test('is removed by retention alone, which is on record, and only up to its day', async () => {
    const { outbound, records, auditLog, database } = openStores(':memory:')
    for (const day of [1, 2, 3]) await outbound.record({ ...SENT, at: at(day) })
    expect(await records.purgeBefore(at(3), 'cli')).toBe(2)
    expect(await records.purgeBefore(at(3), 'cli')).toBe(0)
    expect((await records.page({}, { limit: 10 })).map(({ seq }) => seq)).toEqual([3])
    expect(await auditLog.page({}, { limit: 5 })).toMatchObject([{ action: 'model_use.purged', actor: 'cli' }])
    await expect(database.query.deleteFrom('outbound_text').execute()).rejects.toThrow('append-only')
    await expect(database.query.deleteFrom('outbound_purge').execute()).rejects.toThrow('append-only')
  })

  test('is read by days in Japan, page by page, by purpose, and whole', async () => {
    const { outbound, records } = openStores(':memory:')
    for (const day of [1, 1, 2]) await outbound.record({ ...SENT, at: at(day), characters: day })
    await outbound.record({ ...SENT, at: at(2), purpose: 'rewrite' })
    expect(await records.days({}, 10)).toEqual([
      { day: '2026-03-03', times: 2, characters: 1_236 },
      { day: '2026-03-02', times: 2, characters: 2 },
    ])
    expect((await records.page({ purpose: 'compose' }, { limit: 2 })).map(({ seq }) => seq)).toEqual([3, 2])
    expect((await records.page({}, { olderThan: 3, limit: 5 })).map(({ seq }) => seq)).toEqual([2, 1])
    expect(await records.page({ from: at(2), before: at(3) }, { limit: 5 })).toHaveLength(2)
    const seen: number[] = []
    for await (const some of records.each({})) seen.push(...some.map(({ seq }) => seq))
    expect(seen).toEqual([1, 2, 3, 4])
  })
})

test('who took tokens is forgotten on the next day', async () => {
  const { counter, database } = openStores(':memory:')
  const claims = [...all(10), { name: 'asker:geheim', tokens: 10, limit: 50 }]
  await counter.take(DAY, claims)
  await counter.take('2026-04-02', claims)
  const rows = await database.query.selectFrom('token_day').select(['day', 'name']).orderBy('day').execute()
  expect(rows.filter(({ name }) => name.startsWith('asker:'))).toEqual([{ day: '2026-04-02', name: 'asker:geheim' }])
  expect((await counter.tokensOn(DAY)).all).toBe(10)
})

test('each move of the switch is in the audit trail', async () => {
  const { modelSwitch, auditLog } = openStores(':memory:')
  await modelSwitch.move(false, 'user:kanri')
  await modelSwitch.move(true, 'user:kanri')
  const events = await auditLog.page({}, { limit: 5 })
  expect(events.map(({ action, actor }) => [action, actor])).toEqual([
    ['model.switched_on', 'user:kanri'],
    ['model.switched_off', 'user:kanri'],
  ])
})
