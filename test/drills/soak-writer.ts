// The steady writer of a soak, and the proof that a copy made meanwhile has all that was acknowledged before it.
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { listBackups } from '../../src/adapters/backup/backup-folder.ts'
import { runZencho } from '../stories/zencho-process.ts'
import { type DrillHome, soundness } from './drill-home.ts'
import { type DrillResult, say } from './drill-row.ts'

const WRITER_URL = new URL('./children/write-steadily.ts', import.meta.url)
const PER_SECOND_MIN = 450
const MINUTES_MIN = 110

export interface Writer {
  readonly perSecond: number
  readonly committed: () => number
  readonly stop: () => Promise<unknown>
}

export function startWriter(path: string, perSecond: number): Writer {
  const counter = new SharedArrayBuffer(4)
  const committed = new Int32Array(counter)
  const worker = new Worker(WRITER_URL, { workerData: { path, counter, perSecond } })
  worker.on('error', error => say(`writer: ${String(error)}`))
  return { perSecond, committed: () => Atomics.load(committed, 0), stop: () => worker.terminate() }
}

export async function proveCopy(home: DrillHome, writer: Writer, minutes: number): Promise<DrillResult> {
  const before = writer.committed()
  const environment = { ...home.environment, BACKUP_FOLDER: join(home.folder, 'backups') }
  const made = await runZencho(['backup'], environment)
  await writer.stop()
  const problems = made.code === 0 ? [] : [`backup: ${made.stderr}`]
  const [copy] = await listBackups(environment.BACKUP_FOLDER)
  if (copy === undefined) throw new Error(`expected a backup: ${made.stderr}`)
  const restored = { ...environment, DATA_DIR: join(home.folder, 'restored') }
  for (const args of [
    ['restore', copy.path],
    ['verify', '--deep'],
  ]) {
    const { code, stdout, stderr } = await runZencho(args, restored)
    if (code !== 0) problems.push(`${args[0]}: ${stdout}${stderr}`)
  }
  const path = join(restored.DATA_DIR, 'zencho.sqlite')
  const integrity = soundness(path)
  const lost = Math.max(0, before - newestRow(path))
  for (const problem of problems) say(problem)
  const perSecond = before / (minutes * 60)
  return {
    id: 'A12',
    target: '2 h of 500 writes/s, then backup, restore and integrity check: nothing lost',
    measured: `${before.toLocaleString('en')} rows acknowledged before the backup (${perSecond.toFixed(0)}/s for ${minutes.toFixed(0)} min, beside the server's own), ${lost} lost; restored elsewhere: integrity ${integrity}, ${problems.length} problems of backup, restore and verify --deep`,
    met:
      lost === 0 &&
      integrity === 'ok' &&
      problems.length === 0 &&
      perSecond >= PER_SECOND_MIN &&
      minutes >= MINUTES_MIN,
  }
}

/** Numbers without a gap are as many as the newest says. */
function newestRow(path: string): number {
  const database = new BetterSqlite3(path, { readonly: true })
  try {
    const row = database.prepare('SELECT count(*) AS count, coalesce(max(number), 0) AS newest FROM drill_write').get()
    const { count, newest } = row as { readonly count: number; readonly newest: number }
    return count === newest ? newest : 0
  } finally {
    database.close()
  }
}
