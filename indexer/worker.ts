// The indexing thread: its own database connection, analyser and model, so that questions never wait for it.
import { availableParallelism } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type BuiltinEmbedders, openBuiltinEmbedders } from '../src/adapters/embedders/builtin-embedder.ts'
import { openEmbedders } from '../src/adapters/embedders/open-embedders.ts'
import { openLinderaAnalyser } from '../src/adapters/lindera/lindera-analyser.ts'
import { openDatabase, PATIENT_MS } from '../src/adapters/sqlite/open-database.ts'
import { openSqliteUnitStore } from '../src/adapters/sqlite/sqlite-unit-store.ts'
import { embedHere } from '../src/adapters/transformers/embed-here.ts'
import type { MorphologicalAnalyser } from '../src/core/tokenise.ts'
import { buildGraph, graphNeedsBuilding } from './build-graph.ts'
import { makeNearLists } from './near-lists.ts'
import { type ReportProgress, runIndexer } from './run-indexer.ts'
import type { NearListsRequest, RunRequest, StopRequest, WorkerReport, WorkerSettings } from './worker-messages.ts'

if (parentPort === null) throw new Error('indexer/worker.ts runs as a worker thread only')
const port = parentPort
const settings = workerData as WorkerSettings
const database = openDatabase(settings.databasePath, { check: false, waitMaxMs: PATIENT_MS }) // whoever starts this thread has just checked it
const store = openSqliteUnitStore(database.query, () => new Date())
/** 160 MB that a thread without marks to settle does without. */
let opened: MorphologicalAnalyser | undefined
const analyser: MorphologicalAnalyser = {
  analyse: text => {
    opened ??= openLinderaAnalyser()
    return opened.analyse(text)
  },
}
const { builtin, degraded } = openBuiltin()
// Half of the cores: the other half is for the questions that are asked meanwhile.
const threads = Math.max(1, Math.floor(availableParallelism() / 2))
const { source: embedders } = openEmbedders(settings.embedder, { builtin, run: embedHere, threads })

const onProgress: ReportProgress = (phase, done, total) => report({ kind: 'progress', phase, done, total })

let isStopping = false
port.on('message', (request: RunRequest | NearListsRequest | StopRequest) => {
  if ('stop' in request) isStopping = true
  else if ('terms' in request) void listNearWords(request)
  else void run(request)
})

/** In small steps: a run that comes meanwhile is served between two of them. */
async function listNearWords({ terms }: NearListsRequest): Promise<void> {
  const lists = builtin === null ? null : await makeNearLists(builtin.nearTerms(), terms, () => !isStopping)
  report({ kind: 'near_lists', lists })
}

async function run(request: RunRequest): Promise<void> {
  try {
    const { modelId, embeddingFailure } = await runIndexer({
      store,
      analyser,
      embedders,
      onProgress,
      onWordsIndexed: () => report({ kind: 'words_indexed' }),
    })
    const build =
      modelId !== null &&
      (request.rebuildGraph || // with units that wait for vectors, the drift says nothing
        (embeddingFailure === null && (await graphNeedsBuilding(store, settings.graphPath, modelId))))
    if (build) await buildGraph(store, settings.graphPath, modelId, onProgress)
    report({
      kind: 'done',
      modelId,
      graphBuilt: build,
      degraded: embeddingFailure ?? degraded,
      incomplete: embeddingFailure !== null,
    })
  } catch (error) {
    report({ kind: 'failed', reason: String(error) })
  }
}

/** Without its model the product still answers by words, and says so. */
function openBuiltin(): { builtin: BuiltinEmbedders | null; degraded: string | null } {
  try {
    return { builtin: openBuiltinEmbedders(settings.modelFolder), degraded: null }
  } catch (error) {
    return { builtin: null, degraded: String(error) }
  }
}

function report(message: WorkerReport): void {
  port.postMessage(message)
}
