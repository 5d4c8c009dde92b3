// A backup while a thousand writes a second come in (TESTLIST A10), and restores that are killed at random moments.

import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { listBackups } from '../../src/adapters/backup/backup-folder.ts'
import { makeBackupInThread } from '../../src/adapters/backup/backup-thread.ts'
import { verifyBackup } from '../../src/adapters/backup/verify-backup.ts'
import { runZencho, startZencho } from '../stories/zencho-process.ts'
import { drillEntries } from './drill-entries.ts'
import { openHome, saveEntries, soundness } from './drill-home.ts'
import { type DrillResult, say, seconds } from './drill-row.ts'

const BACKUP_MAX_MS = 60_000
/** The writer aims at a thousand. */
const PER_SECOND_MIN = 900
const WRITERS_URL = new URL('./children/write-fast.ts', import.meta.url)

export async function backup(megabytes = 70): Promise<DrillResult> {
  await using home = await openHome(drillEntries(0, 100))
  const folder = join(home.folder, 'backups')
  const counter = new SharedArrayBuffer(8)
  const committed = new Int32Array(counter)
  const writer = new Worker(WRITERS_URL, { workerData: { path: home.databasePath, counter, megabytes } })
  while (Atomics.load(committed, 1) === 0) await pause(50) // it first makes the file as large as asked
  await pause(1_000)
  const began = Atomics.load(committed, 0)
  const startedAt = performance.now()
  const made = await makeBackupInThread({ dataDir: home.dataDir, folder, version: 'drill' })
  const tookMs = performance.now() - startedAt
  const perSecond = ((Atomics.load(committed, 0) - began) / tookMs) * 1_000
  await writer.terminate()
  await verifyBackup(made.path)
  const copy = new BetterSqlite3(join(made.path, 'zencho.sqlite'), { readonly: true })
  const kept = Number(copy.prepare("SELECT count(*) FROM setting WHERE key LIKE 'drill:%'").pluck().get())
  const newest = Number(
    copy
      .prepare("SELECT coalesce(max(CAST(substr(key, 7) AS INTEGER)), 0) FROM setting WHERE key LIKE 'drill:%'")
      .pluck()
      .get(),
  )
  copy.close()
  const lost = Math.max(0, began - newest) + (newest - kept)
  return {
    id: 'A10',
    target: 'backup while 1,000 writes/s come in: < 60 s, copy whole, every write acknowledged before it',
    measured: `${(made.bytes / 1e6).toFixed(0)} MB in ${seconds(tookMs)} beside ${perSecond.toFixed(0)} writes/s; ${began.toLocaleString('en')} acknowledged before it, ${lost} lost; integrity ${soundness(join(made.path, 'zencho.sqlite'))}`,
    // Beside fewer writes than the target says, it shows less.
    met: tookMs < BACKUP_MAX_MS && lost === 0 && perSecond >= PER_SECOND_MIN,
  }
}

export async function restoreKill(rounds = 20): Promise<DrillResult> {
  await using home = await openHome(drillEntries(0, 2_000))
  const environment = { ...home.environment, BACKUP_FOLDER: join(home.folder, 'backups') }
  await runZencho(['backup'], environment)
  const [old] = await listBackups(environment.BACKUP_FOLDER)
  if (old === undefined) throw new Error('expected a backup')
  await saveEntries(home, drillEntries(2_000, 50))
  const counts = { old: 0, new: 0, killed: 0 }
  const problems: string[] = []
  const startedAt = performance.now()
  await runZencho(['restore', old.path], environment)
  const wholeMs = performance.now() - startedAt
  for (let round = 0; round < rounds; round += 1) {
    await saveEntries(home, drillEntries(2_000, 50))
    const restoring = startZencho(['restore', old.path], environment)
    await Promise.race([pause(wholeMs * Math.random()), restoring.finished])
    restoring.child.kill('SIGKILL')
    if ((await restoring.finished).code === null) counts.killed += 1
    const sound = soundness(home.databasePath)
    const entries = countEntries(home.databasePath)
    if (sound !== 'ok') problems.push(sound)
    if (entries === 2_000) counts.new += 1
    else if (entries === 2_050) counts.old += 1
    else problems.push(`${entries} entries`)
    say(`round ${round}: ${entries} entries`)
    for (const name of asideFolders(home.dataDir)) rmSync(join(home.dataDir, name), { recursive: true, force: true })
  }
  const last = await runZencho(['verify', '--deep'], environment)
  if (last.code !== 0) problems.push(`verify: ${last.stdout}${last.stderr}`)
  return {
    id: 'A11',
    target: 'restore killed at random moments, 20 rounds: the old data or the restored ones, whole',
    measured: `${rounds} rounds (${counts.killed} killed; a whole one takes ${seconds(wholeMs)}): ${counts.old} times the old, ${counts.new} times the restored data, ${problems.length} others; zencho verify --deep: ${last.code === 0 ? 'sound' : 'not sound'}`,
    met: problems.length === 0,
  }
}

function asideFolders(dataDir: string): readonly string[] {
  return readdirSync(dataDir).filter(name => name.startsWith('before-restore-'))
}

function countEntries(path: string): number {
  const database = new BetterSqlite3(path)
  try {
    return Number(database.prepare('SELECT count(*) FROM entry').pluck().get())
  } finally {
    database.close()
  }
}
