// Another program that holds the write lock until it is told to give it back.
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

const database = new BetterSqlite3(workerData as string)
database.exec(
  "BEGIN IMMEDIATE; UPDATE setting SET value = value; INSERT INTO setting (key, value) VALUES ('held', '1')",
)
parentPort?.postMessage('held')
parentPort?.once('message', () => {
  database.exec('COMMIT')
  database.close()
  parentPort?.postMessage('given back')
})
