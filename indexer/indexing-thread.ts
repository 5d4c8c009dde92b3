// Runs the indexing thread: one request at a time, restarted when it dies, never more often than it can bear.
import { Worker } from 'node:worker_threads'
import type { ProgressReport, RunRequest, WorkerReport, WorkerSettings } from './worker-messages.ts'

export type RunOutcome = Extract<WorkerReport, { kind: 'done' | 'failed' }>

export interface IndexingThread {
  /** Settles all marks; concurrent calls share the next run. Never rejects: a failure is an outcome. */
  readonly run: (request: RunRequest) => Promise<RunOutcome>
  readonly close: () => Promise<void>
}

/** Hears of the thread's steps. */
export interface IndexingListener {
  readonly onProgress: (report: ProgressReport) => void
  readonly onWordsIndexed: () => void
}

/** Starts the thread with the first run. */
export function startIndexingThread(
  settings: WorkerSettings,
  { onProgress, onWordsIndexed }: IndexingListener,
): IndexingThread {
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let closed = false

  const runNow = (request: RunRequest): Promise<RunOutcome> => {
    if (closed) return Promise.resolve({ kind: 'failed', reason: 'closed' })
    worker ??= new Worker(new URL('./worker.ts', import.meta.url), { workerData: settings })
    const running = worker
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
    close: async () => {
      closed = true
      await worker?.terminate()
      await queue
    },
  }
}
