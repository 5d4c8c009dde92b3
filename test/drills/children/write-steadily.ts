// A thread that writes so many durable rows a second beside the server, until it is ended. Every row is counted when it is committed.
import { setTimeout as pause } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

const { path, counter, perSecond } = workerData as {
  readonly path: string
  readonly counter: SharedArrayBuffer
  readonly perSecond: number
}
const TICK_MS = 20
const FILLER = 'あ'.repeat(60)

const committed = new Int32Array(counter)
const database = new BetterSqlite3(path, { timeout: 10_000 })
database.pragma('synchronous = FULL')
database.exec('CREATE TABLE IF NOT EXISTS drill_write (number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT')
const insert = database.prepare('INSERT INTO drill_write (number, text) VALUES (?, ?)')
const startedAt = performance.now()
for (let done = 0; ; ) {
  const due = ((performance.now() - startedAt) / 1_000) * perSecond
  for (; done < due; done += 1) {
    insert.run(done + 1, FILLER)
    Atomics.store(committed, 0, done + 1)
  }
  await pause(TICK_MS)
}
