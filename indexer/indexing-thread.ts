// Runs the indexing thread: one request at a time, restarted when it dies, never more often than it can bear.
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { NearLists } from '../src/core/ports/near-terms.ts'
import type {
  NearListsRequest,
  ProgressReport,
  RunRequest,
  StopRequest,
  WorkerReport,
  WorkerSettings,
} from './worker-messages.ts'

export type RunOutcome = Extract<WorkerReport, { kind: 'done' | 'failed' }>

export interface IndexingThread {
  /** Settles all marks; concurrent calls share the next run. Never rejects: a failure is an outcome. */
  readonly run: (request: RunRequest) => Promise<RunOutcome>
  /** The lists of near words of these words; null where they cannot be made. Runs go before. Never rejects. */
  readonly nearLists: (terms: readonly string[]) => Promise<NearLists | null>
  readonly close: () => Promise<void>
}

/** Hears of the thread's steps. */
export interface IndexingListener {
  readonly onProgress: (report: ProgressReport) => void
  readonly onWordsIndexed: () => void
}

/** Lists stop within milliseconds, or wait behind a run: then none of them is in the middle of anything. */
const STOP_LIMIT_MS = 1_000

/** Starts the thread with the first run. */
export function startIndexingThread(
  settings: WorkerSettings,
  { onProgress, onWordsIndexed }: IndexingListener,
): IndexingThread {
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let listing: Promise<unknown> = Promise.resolve()
  let closed = false

  const start = () => {
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings })
    return worker
  }

  const nearLists = (terms: readonly string[]): Promise<NearLists | null> => {
    if (closed) return Promise.resolve(null)
    const running = start()
    const lists = new Promise<NearLists | null>(resolve => {
      const finish = (made: NearLists | null) => {
        running.off('message', hear).off('exit', end)
        resolve(made)
      }
      const end = () => finish(null)
      const hear = (report: WorkerReport) => {
        if (report.kind === 'near_lists') finish(report.lists)
      }
      running.on('message', hear).on('exit', end)
      running.postMessage({ terms } satisfies NearListsRequest)
    })
    listing = lists
    return lists
  }

  const runNow = (request: RunRequest): Promise<RunOutcome> => {
    if (closed) return Promise.resolve({ kind: 'failed', reason: 'closed' })
    const running = start()
    return new Promise(resolve => {
      const finish = (outcome: RunOutcome) => {
        running.off('message', hear).off('error', die).off('exit', die)
        resolve(outcome)
      }
      const die = (reason: unknown) => {
        if (worker === running) worker = null
        finish({ kind: 'failed', reason: `the indexing thread ended: ${String(reason)}` })
      }
      const hear = (report: WorkerReport) => {
        if (report.kind === 'near_lists') return
        if (report.kind === 'progress') onProgress(report)
        else if (report.kind === 'words_indexed') onWordsIndexed()
        else finish(report)
      }
      running.on('message', hear).on('error', die).on('exit', die)
      running.postMessage(request)
    })
  }

  return {
    run: request => {
      const outcome = queue.then(() => runNow(request))
      queue = outcome
      return outcome
    },
    nearLists,
    close: async () => {
      closed = true
      worker?.postMessage({ stop: true } satisfies StopRequest)
      await Promise.race([listing, wait(STOP_LIMIT_MS, null, { ref: false })])
      await worker?.terminate()
      await queue
    },
  }
}
