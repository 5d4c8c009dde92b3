import { cpSync, existsSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { makeInput } from '../../fakes/entry-builders.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

const NOW = new Date('2026-11-22T01:00:00Z')
const makePath = () => join(makeTempFolder(), 'zencho.sqlite')

const open: OpenDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

function openFile(path = makePath()): OpenDatabase {
  const database = openDatabase(path)
  open.push(database)
  return database
}

/** The fault of an attempt to open, as data. */
function faultOf(path: string): unknown {
  try {
    openFile(path)
  } catch (error) {
    const { name, code, data } = error as { name: string; code: string; data: unknown }
    return { name, code, data }
  }
  return null
}

describe('opening', () => {
  test('makes the file and the folders above it', () => {
    const path = join(makeTempFolder(), 'some', 'where', 'zencho.sqlite')
    openFile(path)
    expect(existsSync(path)).toBe(true)
  })

  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2], // FULL: an acknowledged write survives a power cut
    ['foreign_keys', 1],
    ['busy_timeout', 5_000],
    ['trusted_schema', 0],
  ])('sets %s to %s on the connection', async (pragma, value) => {
    const { rows } = await sql<Record<string, unknown>>`${sql.raw(`PRAGMA ${pragma}`)}`.execute(openFile().query)
    expect(Object.values(rows[0] ?? {})).toEqual([value])
  })

  test('uses a SQLite without the WAL-reset bug of 3.7.0 to 3.51.2', async () => {
    const { rows } = await sql<{ version: string }>`SELECT sqlite_version() AS version`.execute(openFile().query)
    const [major = 0, minor = 0, patch = 0] = (rows[0]?.version ?? '').split('.').map(Number)
    expect(major * 1e6 + minor * 1e3 + patch).toBeGreaterThanOrEqual(3_051_003)
  })

  test('enforces foreign keys in fact', async () => {
    const { query } = openFile()
    const orphan = { question_id: 'nobody', kind: 'resolved' as const, entry_id: null, at: '' }
    await expect(query.insertInto('feedback').values(orphan).execute()).rejects.toThrow(/FOREIGN KEY/u)
  })

  test('brings the normal form of text into SQL', async () => {
    const { rows } = await sql<{ text: string }>`SELECT zencho_normalise('ＶＰＮ−１') AS text`.execute(openFile().query)
    expect(rows).toEqual([{ text: 'vpn-1' }])
  })

  test('can be closed twice', async () => {
    const database = openFile()
    await database.close()
    await expect(database.close()).resolves.toBeUndefined()
  })

  test('hears of what others commit, not of its own writes', async () => {
    const database = openFile()
    const registryOf = ({ query }: OpenDatabase) => openSqliteRegistry(query, () => NOW)
    const before = database.dataVersion()
    await registryOf(database).save([makeInput('a')], { actor: 'first' })
    expect(database.dataVersion()).toBe(before)
    await registryOf(openFile(database.path)).save([makeInput('b')], { actor: 'second' })
    expect(database.dataVersion()).not.toBe(before)
  })

  test('finds after closing what was written before', async () => {
    const first = openFile()
    await openSqliteRegistry(first.query, () => NOW).save([makeInput('a')], { actor: 'first' })
    await first.close()
    const second = openSqliteRegistry(openFile(first.path).query, () => NOW)
    expect((await second.findEntries({ limit: 1, offset: 0 })).total).toBe(1)
  })
})

describe('a damaged file', () => {
  let whole: string
  beforeAll(async () => {
    whole = makePath()
    const database = openDatabase(whole)
    const inputs = Array.from({ length: 200 }, (_, i) => makeInput(`e${i}`, { answer: '長い回答。'.repeat(50) }))
    await openSqliteRegistry(database.query, () => NOW).save(inputs, { actor: 'first' })
    await database.close()
  })

  const damaged = (harm: (path: string, size: number) => void): string => {
    const path = makePath()
    cpSync(whole, path)
    harm(path, statSync(path).size)
    return path
  }
  const overwrite = (path: string, at: number, length: number) => {
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0xa5, at, at + length))
  }

  test.each([
    ['a text', (path: string) => writeFileSync(path, '全庁FAQのデータベースではありません。\n'.repeat(200))],
    ['cut within its header', (path: string) => truncateSync(path, 50)],
    ['cut within its first page', (path: string) => truncateSync(path, 1_000)],
    ['cut after its first page', (path: string) => truncateSync(path, 4_096)],
    ['cut in half', (path: string, size: number) => truncateSync(path, Math.floor(size / 2))],
    ['cut by its last page', (path: string, size: number) => truncateSync(path, size - 4_096)],
    ['with a header that is overwritten', (path: string) => overwrite(path, 0, 100)],
    ['with a first page that is overwritten', (path: string) => overwrite(path, 100, 3_996)],
    ['with pages overwritten in its middle', (path: string) => overwrite(path, 40 * 4_096, 3 * 4_096)],
  ])('%s is refused, and left as it is', (_, harm) => {
    const path = damaged(harm)
    const before = readFileSync(path)
    expect(faultOf(path)).toEqual({
      name: 'FaqError',
      code: 'database_corrupt',
      data: { path, reason: expect.stringMatching(/./u) as string },
    })
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('is not what a whole copy is', () => {
    expect(faultOf(damaged(() => {}))).toBeNull()
  })
})

describe('a place that cannot be used', () => {
  const fault = (path: string) => ({
    name: 'FaqError',
    code: 'data_folder',
    data: { path, reason: expect.stringMatching(/./u) as string },
  })

  // The tests may run as root, who may write anywhere: a path below a regular file is closed to everybody.
  test('below a regular file', () => {
    const file = join(makeTempFolder(), 'file')
    writeFileSync(file, '')
    expect(faultOf(join(file, 'data', 'zencho.sqlite'))).toEqual(fault(join(file, 'data')))
  })

  test('where a folder stands in the place of the file', () => {
    const path = makePath()
    mkdirSync(path)
    expect(faultOf(path)).toMatchObject({ code: 'data_folder' })
  })
})
