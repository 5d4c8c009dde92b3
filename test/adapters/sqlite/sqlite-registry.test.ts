import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashAuditRow } from '../../../src/adapters/sqlite/audit-trail.ts'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import type { Registry } from '../../../src/core/ports/registry.ts'
import { registryContract } from '../../contracts/registry.contract.ts'
import { KAIKEI, makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'
import type { WriterOrder } from './writer-thread.ts'

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

function openFile(path = join(makeTempFolder(), 'zencho.sqlite')): OpenDatabase {
  const database = openDatabase(path)
  open.push(database)
  return database
}

const WRITTEN_TABLES = [
  'section',
  'entry',
  'revision',
  'phrasing',
  'tag',
  'revision_tag',
  'audit_event',
  'index_mark',
] as const

async function everything({ query }: OpenDatabase): Promise<unknown> {
  return Promise.all(WRITTEN_TABLES.map(table => query.selectFrom(table).selectAll().execute()))
}

registryContract('the SQLite registry', async now => {
  const database = openFile(':memory:')
  return { registry: openSqliteRegistry(database.query, now), everything: () => everything(database) }
})

const NOW = new Date('2026-11-22T01:00:00Z')
let database: OpenDatabase
let registry: Registry
beforeEach(() => {
  database = openFile()
  registry = openSqliteRegistry(database.query, () => NOW)
})
const auditEvents = () => database.query.selectFrom('audit_event').selectAll().orderBy('seq').execute()

describe('the audit trail', () => {
  test('has one event for each change: who, when, what before, what after', async () => {
    await registry.save([makeInput('a')], { actor: 'yamada' })
    await registry.save([makeInput('a', { answer: '二版', section: { code: 'jinji', name: '人事給与課' } })], {
      actor: 'sato',
    })
    await registry.save([makeInput('a', { answer: '二版', section: { code: 'jinji', name: '人事給与課' } })], {
      actor: 'nobody',
    })
    await registry.archive('a', 'suzuki')
    const events = (await auditEvents()).map(({ actor, action, subject, at }) => ({ actor, action, subject, at }))
    const at = NOW.toISOString()
    expect(events).toEqual([
      { actor: 'yamada', action: 'section.created', subject: 'jinji', at },
      { actor: 'yamada', action: 'entry.created', subject: 'a', at },
      { actor: 'sato', action: 'section.renamed', subject: 'jinji', at },
      { actor: 'sato', action: 'entry.revised', subject: 'a', at },
      { actor: 'suzuki', action: 'entry.archived', subject: 'a', at },
    ])
    const states = (await auditEvents()).map(({ before, after }) =>
      [before, after].map(json => JSON.parse(json ?? 'null') as unknown),
    )
    expect(states[0]).toEqual([null, { code: 'jinji', name: '人事課' }])
    expect(states[1]).toMatchObject([null, { id: 'a', revision: 1, status: 'published' }])
    expect(states[2]).toEqual([
      { code: 'jinji', name: '人事課' },
      { code: 'jinji', name: '人事給与課' },
    ])
    expect(states[3]).toMatchObject([{ revision: 1 }, { revision: 2, answer: '二版' }])
    expect(states[4]).toMatchObject([{ status: 'published' }, { status: 'archived' }])
  })

  test('is a chain: each event is sealed with the hash of the one before, across connections', async () => {
    await registry.save([makeInput('a'), makeInput('b', { section: KAIKEI })], { actor: 'first' })
    const second = openFile(database.path)
    await openSqliteRegistry(second.query, () => NOW).save([makeInput('c')], { actor: 'second' })
    await registry.archive('b', 'first')
    const events = await auditEvents()
    expect(events).toHaveLength(6)
    for (const [i, { seq: _, hash, ...event }] of events.entries()) {
      expect(event.previous_hash).toBe(events[i - 1]?.hash ?? '0'.repeat(64))
      expect(hash).toBe(hashAuditRow(event))
    }
  })

  test('tells every field apart in its hash', () => {
    const row = { previous_hash: '0', at: '1', actor: '2', action: '3', subject: '4', before: '5', after: '6' }
    const variants = Object.keys(row).map(field => hashAuditRow({ ...row, [field]: 'x' }))
    const moved = hashAuditRow({ ...row, actor: '23', action: '' })
    expect(new Set([hashAuditRow(row), moved, hashAuditRow({ ...row, before: null }), ...variants]).size).toBe(10)
  })

  test('leaves no gap and no trace of what was refused', async () => {
    await registry.save([makeInput('a')], { actor: 'first' })
    await registry.save([makeInput('b'), makeInput('a', { question: '' })], { actor: 'first' }).catch(() => {})
    const seen = new Map([['a', 7]])
    await registry.save([makeInput('c'), makeInput('a')], { actor: 'first', seen }).catch(() => {})
    await registry.save([makeInput('d')], { actor: 'first' })
    expect((await auditEvents()).map(({ seq, subject }) => [seq, subject])).toEqual([
      [1, 'jinji'],
      [2, 'a'],
      [3, 'd'],
    ])
  })
})

describe('what is written stays', () => {
  test.each([
    ["UPDATE audit_event SET actor = 'x'", /audit_event is append-only/u],
    ['DELETE FROM audit_event', /audit_event is append-only/u],
    ["UPDATE revision SET answer = 'x'", /revision is append-only/u],
    ['DELETE FROM revision', /revision is append-only/u],
    ["UPDATE phrasing SET text = 'x'", /phrasing is append-only/u],
    ['DELETE FROM phrasing', /phrasing is append-only/u],
    ['DELETE FROM entry', /archived, not deleted/u],
    ["UPDATE entry SET registered_on = '2020-01-01'", /registration date never changes/u],
    ['UPDATE entry SET registered_on = NULL', /registration date never changes/u],
  ])('whoever opens the file: %s', async (statement, refusal) => {
    await registry.save([makeInput('a', { phrasings: ['休みたい'] })], { actor: 'first' })
    const before = await everything(database)
    const raw = new BetterSqlite3(database.path)
    try {
      expect(() => raw.exec(statement)).toThrow(refusal)
    } finally {
      raw.close()
    }
    expect(await everything(database)).toEqual(before)
  })

  test('every revision can still be read, with its phrasings and tags', async () => {
    await registry.save([makeInput('a', { answer: '一版', phrasings: ['休みたい'], tags: ['休暇'] })], {
      actor: 'first',
    })
    await registry.save([makeInput('a', { answer: '二版', phrasings: [], tags: ['申請'] })], { actor: 'first' })
    const { rows } = await sql<object>`
      SELECT number, answer, author, (SELECT group_concat(text) FROM phrasing WHERE revision = number) AS phrasings,
        (SELECT group_concat(name) FROM revision_tag JOIN tag ON tag.id = tag_id WHERE revision = number) AS tags
      FROM revision ORDER BY number`.execute(database.query)
    expect(rows).toEqual([
      { number: 1, answer: '一版', author: 'first', phrasings: '休みたい', tags: '休暇' },
      { number: 2, answer: '二版', author: 'first', phrasings: null, tags: '申請' },
    ])
  })
})

describe('two connections', () => {
  test('see what the other has written', async () => {
    const second = openSqliteRegistry(openFile(database.path).query, () => NOW)
    await registry.save([makeInput('a')], { actor: 'first' })
    await second.save([makeInput('a', { answer: '二版' })], { actor: 'second' })
    expect(await registry.entriesById(['a'])).toMatchObject([{ revision: 2, answer: '二版' }])
  })

  // One that read first and took the lock later would be refused at its first write when another has committed in between.
  test('take turns: a save holds the write lock from before its first read', async () => {
    const other = new BetterSqlite3(database.path, { timeout: 0 })
    const attempts: unknown[] = []
    const watched = database.query.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        try {
          other.exec('BEGIN IMMEDIATE; ROLLBACK')
          attempts.push('let in')
        } catch (error) {
          attempts.push((error as { code?: string }).code)
        }
        return result
      },
    })
    try {
      await openSqliteRegistry(watched, () => NOW).save([makeInput('a')], { actor: 'first' })
      expect(attempts.length).toBeGreaterThan(3)
      expect(new Set(attempts)).toEqual(new Set(['SQLITE_BUSY']))
      expect(() => other.exec('BEGIN IMMEDIATE; ROLLBACK')).not.toThrow()
    } finally {
      other.close()
    }
  })

  test('of two programs may write at the same time: nothing is lost, and the audit is one chain', async () => {
    const idsOf = (letter: string) => Array.from({ length: 40 }, (_, i) => `${letter}${i}`)
    const workerData: WriterOrder = { path: database.path, ids: idsOf('b') }
    const other = new Worker(new URL('./writer-thread.ts', import.meta.url), { workerData })
    const ended = once(other, 'exit')
    await once(other, 'message')
    for (const id of idsOf('a')) await registry.save([makeInput(id)], { actor: 'first program' })
    expect(await ended).toEqual([0])
    expect(await registry.entriesById([...idsOf('a'), ...idsOf('b')])).toHaveLength(80)
    const events = await auditEvents()
    expect(events).toHaveLength(81)
    for (const [i, event] of events.entries()) expect(event.previous_hash).toBe(events[i - 1]?.hash ?? '0'.repeat(64))
  })
})
