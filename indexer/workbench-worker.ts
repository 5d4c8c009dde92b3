// The workbench's thread: its own connection, which only reads, its own analyser, models and copy of the index. It ranks and
// judges through the same code as the product, so that nothing of a trial or a batch ever waits in front of a question.
import { parentPort, workerData } from 'node:worker_threads'
import { type BuiltinEmbedders, openBuiltinEmbedders } from '../src/adapters/embedders/builtin-embedder.ts'
import { openServingEmbedders } from '../src/adapters/embedders/open-embedders.ts'
import { openSynonyms, withGroups } from '../src/adapters/embedders/open-synonyms.ts'
import { openLinderaAnalyser } from '../src/adapters/lindera/lindera-analyser.ts'
import { readDatabase } from '../src/adapters/sqlite/open-database.ts'
import { openSqliteRegistry } from '../src/adapters/sqlite/sqlite-registry.ts'
import { openSqliteSynonymGroups } from '../src/adapters/sqlite/sqlite-synonyms.ts'
import { openSqliteUnitStore } from '../src/adapters/sqlite/sqlite-unit-store.ts'
import { embedHere } from '../src/adapters/transformers/embed-here.ts'
import { openTransformersReranker } from '../src/adapters/transformers/transformers-reranker.ts'
import type { Reranking } from '../src/core/search/rerank.ts'
import { SoundAlikes } from '../src/core/search/sound-alikes.ts'
import { TrialNearTerms } from './trial-near-terms.ts'
import { WorkbenchIndex } from './workbench-index.ts'
import { type JobDeps, KnownAnswers, runJob } from './workbench-job.ts'
import type { WorkbenchReport, WorkbenchRequest, WorkbenchSettings } from './workbench-messages.ts'

/** A report wakes the thread that answers staff. */
const QUESTIONS_PER_REPORT = 20

if (parentPort === null) throw new Error('indexer/workbench-worker.ts runs as a worker thread only')
const port = parentPort
const settings = workerData as WorkbenchSettings
const cancelled = new Set<number>()
const known = new KnownAnswers()
const opened = open()
opened.catch(() => {}) // every job tells

port.on('message', (request: WorkbenchRequest) => {
  if (request.kind === 'cancel') cancelled.add(request.id)
  else void run(request)
})

/** Jobs come one at a time: whoever sends them waits for the end of each. */
async function run({ id, job }: Extract<WorkbenchRequest, { kind: 'job' }>): Promise<void> {
  try {
    const result = await runJob(
      job,
      { ...(await opened), known },
      {
        isCancelled: () => cancelled.has(id),
        onProgress: (done, total) => {
          if (done % QUESTIONS_PER_REPORT === 0 || done === total) report({ kind: 'progress', id, done, total })
        },
      },
    )
    report(result === null ? { kind: 'cancelled', id } : { kind: 'done', id, result })
  } catch (error) {
    report({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) })
  } finally {
    cancelled.delete(id)
  }
}

async function open(): Promise<JobDeps> {
  const now = () => new Date()
  const { query } = readDatabase(settings.databasePath)
  const analyser = openLinderaAnalyser()
  const builtin = openBuiltin()
  const base = openSynonyms(settings, { analyser, log: () => {} }) // the product has told it already
  const groups = openSqliteSynonymGroups(query, { now, newId: () => '' })
  const bench = await WorkbenchIndex.open({
    store: openSqliteUnitStore(query, now),
    embedders: openServingEmbedders(settings.embedder, { builtin, run: embedHere, threads: 1 }).source,
    nearTerms: new TrialNearTerms(() => new SoundAlikes(builtin?.nearTerms() ?? null, analyser)),
    analyser,
    imagePath: settings.imagePath,
    graphPath: settings.graphPath,
    synonymsWith: words => withGroups(base, words, analyser),
    keptGroups: async () => (await groups.list()).map(({ words }) => words),
  })
  const { thresholds } = settings
  return { bench, analyser, registry: openSqliteRegistry(query, now), reranking: openReranking(), thresholds }
}

/** Without its model the product answers by words, and so does the workbench. */
function openBuiltin(): BuiltinEmbedders | null {
  try {
    return openBuiltinEmbedders(settings.modelDir)
  } catch {
    return null
  }
}

/** No question waits for it here, so it takes the time that it takes. */
function openReranking(): Reranking | null {
  if (settings.reranker === null) return null
  const { folder, depth } = settings.reranker
  const reranker = openTransformersReranker(folder)
  const patient = new AbortController().signal
  return { depth, score: (question, passages) => reranker.rerank(question, passages, patient) }
}

function report(message: WorkbenchReport): void {
  port.postMessage(message)
}
