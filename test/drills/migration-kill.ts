// Migrations that are killed half-way: the database stands at a whole version, old or new, and the next start brings it to the end;
// and a program that is too old refuses without touching anything (TESTLIST A13).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import BetterSqlite3 from 'better-sqlite3'
import { MIGRATIONS, migrate } from '../../src/adapters/sqlite/migrate.ts'
import { addFunctions } from '../../src/adapters/sqlite/open-database.ts'
import { runZencho } from '../stories/zencho-process.ts'
import { openHome, soundness } from './drill-home.ts'
import { type DrillResult, say, seconds } from './drill-row.ts'

const MIGRATOR = fileURLToPath(import.meta.resolve('./children/migrate-all.ts'))
/** So much that a migration takes a while. */
const QUESTIONS = 60_000
const OLD_VERSION = 2

export async function migrationKill(rounds = 20): Promise<DrillResult> {
  await using home = await openHome([])
  const old = join(home.folder, 'old.sqlite')
  makeOld(old)
  const problems: string[] = []
  const versions = new Map<number, number>()
  copyFileSync(old, home.databasePath)
  clean(home.databasePath)
  const wholeMs = await migrateAndKill(home.databasePath, null)
  for (let round = 0; round < rounds; round += 1) {
    copyFileSync(old, home.databasePath)
    clean(home.databasePath)
    await migrateAndKill(home.databasePath, wholeMs * Math.random())
    const version = versionOf(home.databasePath)
    versions.set(version, (versions.get(version) ?? 0) + 1)
    const sound = soundness(home.databasePath)
    if (sound !== 'ok') problems.push(sound)
    await migrateAndKill(home.databasePath, null)
    if (versionOf(home.databasePath) !== MIGRATIONS.length) problems.push('not brought to the end')
    if (schemaOf(home.databasePath) !== freshSchema()) problems.push('another schema than a fresh one')
    say(`round ${round}: stood at ${version}`)
  }
  const refused = await refuseNewer(home.databasePath, home.environment)
  if (refused !== null) problems.push(refused)
  const stood = [...versions].toSorted(([a], [b]) => a - b).map(([version, count]) => `${count} × ${version}`)
  return {
    id: 'A13',
    target: 'migration killed half-way × 20: old or new, never between; a newer database is refused cleanly',
    measured: `${rounds} kills within ${seconds(wholeMs)} (${QUESTIONS.toLocaleString('en')} questions, from version ${OLD_VERSION}): stood at ${stood.join(', ')} of ${MIGRATIONS.length}; ${problems.length} problems${problems.length === 0 ? '' : ` (${[...new Set(problems)].slice(0, 3).join('; ')})`}; newer: ${refused === null ? 'refused, untouched' : refused}`,
    met: problems.length === 0,
  }
}

function makeOld(path: string): void {
  const database = new BetterSqlite3(path)
  addFunctions(database)
  database.pragma('journal_mode = WAL')
  migrate(database, OLD_VERSION)
  const columns = (database.pragma('table_info(question_log)') as readonly { readonly name: string }[]).map(
    ({ name }) => name,
  )
  const values: Readonly<Record<string, string>> = {
    id: "'q' || value",
    asked_at: "'2026-04-01T00:00:00.000Z'",
    channel: "'api'",
    text: "'質問 ' || value",
    outcome: "'answered'",
    confidence: '0.9',
    took_ms: '1',
  }
  const used = columns.filter(name => name in values)
  database.exec(`
    WITH RECURSIVE number (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < ${QUESTIONS})
    INSERT INTO question_log (${used.join(', ')}) SELECT ${used.map(name => values[name]).join(', ')} FROM number`)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
}

function clean(path: string): void {
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true })
}

/** How long it took from its first word on; `afterMs` null lets it finish. */
async function migrateAndKill(path: string, afterMs: number | null): Promise<number> {
  const child = spawn(process.execPath, [MIGRATOR, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  const startedAt = performance.now()
  if (afterMs !== null) {
    await Promise.race([pause(afterMs), ended])
    child.kill('SIGKILL')
  }
  await ended
  return performance.now() - startedAt
}

function versionOf(path: string): number {
  const database = new BetterSqlite3(path)
  const version = Number(database.pragma('user_version', { simple: true }))
  database.close()
  return version
}

function schemaOf(path: string): string {
  const database = new BetterSqlite3(path)
  const rows = database.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY type, name').raw().all()
  database.close()
  return JSON.stringify(rows)
}

let known: string | undefined
function freshSchema(): string {
  if (known !== undefined) return known
  const database = new BetterSqlite3(':memory:')
  addFunctions(database)
  migrate(database)
  known = JSON.stringify(database.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY type, name').raw().all())
  database.close()
  return known
}

async function refuseNewer(path: string, environment: Readonly<Record<string, string>>): Promise<string | null> {
  const database = new BetterSqlite3(path)
  database.pragma('user_version = 99')
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  const before = readFileSync(path)
  const { code, stderr } = await runZencho(['status'], environment)
  if (code !== 1 || !stderr.includes('99')) return `exit ${code}: ${stderr}`
  return readFileSync(path).equals(before) ? null : 'the file was changed'
}
