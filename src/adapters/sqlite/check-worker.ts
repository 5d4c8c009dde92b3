// The thread that checks a large database: on a connection of its own, which cannot write.
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { findDamage } from './check-database.ts'

const database = new BetterSqlite3(workerData as string, { readonly: true })
parentPort?.postMessage(findDamage(database))
database.close()
