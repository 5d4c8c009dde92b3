import { join } from 'node:path'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { afterEach, describe, expect, test } from 'vitest'
import { MIGRATIONS, migrate } from '../../../src/adapters/sqlite/migrate.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteUnitStore } from '../../../src/adapters/sqlite/sqlite-unit-store.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const LATEST = MIGRATIONS.length
const now = () => new Date('2026-11-22T01:00:00Z')

const open: Database[] = []
afterEach(() => {
  for (const database of open.splice(0)) database.close()
})

function connect(path = ':memory:'): Database {
  const database = new BetterSqlite3(path)
  open.push(database)
  return database
}

const makePath = () => join(makeTempFolder(), 'zencho.sqlite')
const versionOf = (database: Database) => database.pragma('user_version', { simple: true })
const schemaOf = (database: Database) =>
  database.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY type, name').all()

function freshSchema(): unknown[] {
  const database = connect()
  migrate(database)
  return schemaOf(database)
}

describe('migrate', () => {
  test('brings an empty database to the version this program knows', () => {
    const database = connect()
    migrate(database)
    expect(versionOf(database)).toBe(LATEST)
    expect(schemaOf(database).length).toBeGreaterThan(10)
  })

  test.each(MIGRATIONS.map((_, version) => version))('brings a database of version %i to the same schema', version => {
    const database = connect()
    migrate(database, version)
    expect(versionOf(database)).toBe(version)
    migrate(database)
    expect([versionOf(database), schemaOf(database)]).toEqual([LATEST, freshSchema()])
  })

  test('done again changes nothing', () => {
    const database = connect()
    migrate(database)
    const before = schemaOf(database)
    migrate(database)
    expect([versionOf(database), schemaOf(database)]).toEqual([LATEST, before])
  })

  test('makes strict tables only: a text does not slip into a number', () => {
    const tables = connectMigrated()
      .prepare(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
      )
      .all()
    expect(tables.length).toBeGreaterThan(10)
    for (const table of tables) expect(table).toMatchObject({ strict: 1 })
  })

  test('stands at a whole version when a step fails half-way', () => {
    const database = connect()
    migrate(database, 1)
    database.exec('CREATE TABLE index_change (seq INTEGER)') // in the way of the second step, after its first tables
    const before = schemaOf(database)
    expect(() => migrate(database)).toThrow(/index_change already exists/u)
    expect([versionOf(database), schemaOf(database)]).toEqual([1, before])
    database.exec('DROP TABLE index_change')
    migrate(database)
    expect([versionOf(database), schemaOf(database)]).toEqual([LATEST, freshSchema()])
  })

  test('refuses a database that a newer program made, and leaves it as it is', () => {
    const path = makePath()
    const database = connect(path)
    migrate(database)
    database.pragma(`user_version = ${LATEST + 1}`)
    const before = schemaOf(database)
    const fault = { code: 'database_newer', data: { path, found: LATEST + 1, known: LATEST } }
    expect(() => openDatabase(path)).toThrow(expect.objectContaining(fault) as Error)
    expect([versionOf(database), schemaOf(database)]).toEqual([LATEST + 1, before])
  })

  // The worst moment is between reading the version and taking the write lock: a pragma that lets the other go first.
  test('lets two programs start on one empty database at the same time', () => {
    const path = makePath()
    const other = connect(path)
    const late = new Proxy(connect(path), {
      get: (database, key) => {
        const value = Reflect.get(database, key, database) as unknown
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          const result = Reflect.apply(value, database, args) as unknown
          if (key === 'pragma' && args[0] === 'user_version') migrate(other)
          return result
        }
      },
    })
    migrate(late)
    expect(versionOf(other)).toBe(LATEST)
  })
})

function connectMigrated(): Database {
  const database = connect()
  migrate(database)
  return database
}

describe('a database of version 1, the registry without an index', () => {
  test('keeps its entries, and can be indexed', async () => {
    const path = makePath()
    const old = connect(path)
    migrate(old, 1)
    old.exec(`
      INSERT INTO section (id, code, name, created_at) VALUES (1, 'jinji', '人事課', '2026-01-01T00:00:00.000Z');
      INSERT INTO entry (id, section_id, status, revision, registered_on, created_at, updated_at)
        VALUES ('a', 1, 'published', 1, '2026-01-01', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
      INSERT INTO revision (entry_id, number, question, answer, basis, revised_on, author, created_at)
        VALUES ('a', 1, '年休の申請方法', '窓口', '[]', '2026-01-01', 'first', '2026-01-01T00:00:00.000Z');
    `)
    old.close()
    const database = openDatabase(path)
    try {
      const registry = openSqliteRegistry(database.query, now)
      expect(await registry.entriesById(['a'])).toMatchObject([
        { question: '年休の申請方法', registeredOn: '2026-01-01' },
      ])
      await registry.save([makeInput('a', { question: '二版' })], { actor: 'second' })
      expect(await openSqliteUnitStore(database.query, now).pendingCount()).toBe(1)
    } finally {
      await database.close()
    }
  })
})
