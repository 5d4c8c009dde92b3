import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { checkDatabase } from '../../../src/adapters/sqlite/check-database.ts'
import { makeTempFolder } from '../../fakes/temp-folder.ts'

function makeDatabase(): string {
  const path = join(makeTempFolder(), 'some.sqlite')
  const database = new BetterSqlite3(path)
  database.exec('CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT)')
  const insert = database.prepare('INSERT INTO word (text) VALUES (?)')
  for (let i = 0; i < 2_000; i += 1) insert.run(`語${i}`.repeat(20))
  database.close()
  return path
}

function damagedCopy(path: string): string {
  const copy = join(makeTempFolder(), 'some.sqlite')
  copyFileSync(path, copy)
  const bytes = readFileSync(copy)
  writeFileSync(copy, bytes.fill(0xa5, 4_096 * 5, 4_096 * 8))
  return copy
}

describe('a check of a database', () => {
  const whole = makeDatabase()
  const open = (path: string) => new BetterSqlite3(path)

  test.each([
    ['here', Number.POSITIVE_INFINITY],
    ['in a thread', 0],
  ])('passes a whole one and refuses a damaged one (%s)', async (_, limit) => {
    await expect(checkDatabase(open(whole), limit)).resolves.toBeUndefined()
    const path = damagedCopy(whole)
    const refusal = async () => checkDatabase(open(path), limit)
    await expect(refusal()).rejects.toMatchObject({ code: 'database_corrupt', data: { path } })
  })

  test('tells of damage at once where it looks itself', () => {
    expect(() => checkDatabase(open(damagedCopy(whole)), Number.POSITIVE_INFINITY)).toThrow()
  })
})
