// The indexing thread: its own database connection, analyser and model, so that questions never wait for it.
import { parentPort, workerData } from 'node:worker_threads'
import { type BuiltinEmbedders, openBuiltinEmbedders } from '../src/adapters/embedders/builtin-embedder.ts'
import { openLinderaAnalyser } from '../src/adapters/lindera/lindera-analyser.ts'
import { openDatabase } from '../src/adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../src/adapters/sqlite/sqlite-unit-store.ts'
import { buildGraph, graphNeedsBuilding } from './build-graph.ts'
import { type ReportProgress, runIndexer } from './run-indexer.ts'
import type { RunRequest, WorkerReport, WorkerSettings } from './worker-messages.ts'

if (parentPort === null) throw new Error('indexer/worker.ts runs as a worker thread only')
const port = parentPort
const settings = workerData as WorkerSettings
const database = openDatabase(settings.databasePath)
const store = openSqliteUnitStore(database.query, () => new Date())
const analyser = openLinderaAnalyser()
const { embedders, degraded } = openEmbedders()

const onProgress: ReportProgress = (phase, done, total) => report({ kind: 'progress', phase, done, total })

port.on('message', (request: RunRequest) => {
  void run(request)
})

async function run(request: RunRequest): Promise<void> {
  try {
    const modelId = await runIndexer({ store, analyser, embedders, onProgress })
    const build =
      modelId !== null && (request.rebuildGraph || (await graphNeedsBuilding(store, settings.graphPath, modelId)))
    if (build) await buildGraph(store, settings.graphPath, modelId, onProgress)
    report({ kind: 'done', modelId, graphBuilt: build, degraded })
  } catch (error) {
    report({ kind: 'failed', reason: String(error) })
  }
}

/** Without its model the product still answers by words, and says so. */
function openEmbedders(): { embedders: BuiltinEmbedders | null; degraded: string | null } {
  try {
    return { embedders: openBuiltinEmbedders(settings.modelFolder), degraded: null }
  } catch (error) {
    return { embedders: null, degraded: String(error) }
  }
}

function report(message: WorkerReport): void {
  port.postMessage(message)
}
