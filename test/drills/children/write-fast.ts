// A thread that first makes a database as large as told, then writes a thousand durable rows a second until it is ended. Every row
// is counted when it is committed.
import { setTimeout as pause } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

const { path, counter, megabytes } = workerData as {
  readonly path: string
  readonly counter: SharedArrayBuffer
  readonly megabytes: number
}
const PER_SECOND = 1_000
const TICK_MS = 10
const MEGABYTE = 1_000_000

const committed = new Int32Array(counter)
const database = new BetterSqlite3(path, { timeout: 5_000 })
database.pragma('synchronous = FULL')
const insert = database.prepare('INSERT INTO setting (key, value) VALUES (?, ?)')
const filler = 'あ'.repeat(MEGABYTE / 3 / 10)
for (let index = 0; index < megabytes * 10; index += 1) insert.run(`filler:${index}`, filler)
Atomics.store(committed, 1, 1)
const startedAt = performance.now()
for (let done = 0; ; ) {
  const due = ((performance.now() - startedAt) / 1_000) * PER_SECOND
  for (; done < due; done += 1) {
    insert.run(`drill:${done + 1}`, 'x'.repeat(200))
    Atomics.store(committed, 0, done + 1)
  }
  await pause(TICK_MS)
}
