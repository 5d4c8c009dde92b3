// A second program beside the test: saves entries one by one on a connection of its own, and says when it is done.
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../../../src/adapters/sqlite/sqlite-registry.ts'
import { makeInput } from '../../fakes/entry-builders.ts'

export interface WriterOrder {
  readonly path: string
  readonly ids: readonly string[]
}

const { path, ids } = workerData as WriterOrder
const database = openDatabase(path)
const registry = openSqliteRegistry(database.query, () => new Date('2026-11-22T01:00:00Z'))
parentPort?.postMessage('started')
for (const id of ids) await registry.save([makeInput(id)], { actor: 'second program' })
await database.close()
