// kill -9 while an import is written: at the next start nothing of it is there, and the import says that it failed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { OpenDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openDatabase } from '../../src/adapters/sqlite/open-database.ts'
import { openSqliteAccounts } from '../../src/adapters/sqlite/sqlite-accounts.ts'
import { openSqliteImports } from '../../src/adapters/sqlite/sqlite-imports.ts'
import { openSqliteRegistry } from '../../src/adapters/sqlite/sqlite-registry.ts'
import { makeTempFolder } from '../fakes/temp-folder.ts'
import { entryInput } from './story-entries.ts'

const APPLY = fileURLToPath(import.meta.resolve('./children/apply-import.ts'))
const ROWS = 5_000
const SECTION = { code: 'jinji', name: '人事課' }
const now = () => new Date()

async function prepare(path: string): Promise<void> {
  const database = openDatabase(path)
  await openSqliteRegistry(database.query, now).save(
    [entryInput('jinji-0', SECTION, { question: '先の質問', answer: '先の答え' })],
    { actor: 'test' },
  )
  const person = { login: 'a', name: 'a', mail: null, slackUser: null, sectionCode: null, grants: [], disabled: false }
  const account = await openSqliteAccounts(database.query, { now, newId: () => 'a' }).create(person, 'test')
  const imports = openSqliteImports(database.query, now)
  await imports.create({ id: 'job', accountId: account.id, fileName: 'a.csv', format: 'csv' })
  await imports.beginCheck('job', { columns: [], defaultSection: null, defaultStatus: 'draft' })
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const input = entryInput(`jinji-${index}`, SECTION, { question: `質問${index}`, answer: `答え${index}` })
    return { verdict: 'new' as const, line: index + 2, input, seen: index === 0 ? 1 : 0 }
  })
  await imports.addRows('job', rows)
  const counts = { new: ROWS, changed: 0, unchanged: 0, duplicate: 0, error: 0 }
  await imports.finishCheck('job', {
    counts,
    comparedByMeaning: 0,
    sections: ['jinji'],
    publishingSections: ['jinji'],
    applied: null,
  })
  await database.close()
}

async function countEntries({ query }: OpenDatabase): Promise<number> {
  const { count } = await query
    .selectFrom('entry')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

test.for([500, 2_500, ROWS])(
  'killed when %i rows are written, it leaves none of them',
  { timeout: 300_000 },
  async killAt => {
    const path = join(makeTempFolder(), 'zencho.sqlite')
    await prepare(path)
    const child = spawn(process.execPath, [APPLY, path, 'job'], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'applied' || Number(line.split(' ')[0]) >= killAt) break
    }
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')

    const database = openDatabase(path)
    const imports = openSqliteImports(database.query, now)
    await imports.failInterrupted()
    const job = await imports.find('job')
    // At the last row the commit may have been faster than the kill: then all of them are there.
    const all = job?.state === 'applied'
    if (killAt < ROWS) expect(all).toBe(false)
    expect(await countEntries(database)).toBe(all ? ROWS : 1)
    if (!all) expect(job).toMatchObject({ state: 'failed', problem: { kind: 'interrupted', during: 'apply' } })
    const { rows } = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(database.query)
    expect(rows).toEqual([{ integrity_check: 'ok' }])
    await database.close()
  },
)
