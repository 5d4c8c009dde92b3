// A thread for the tasks of imports, one after the other: started when there is something to do, with a bound to its memory,
// and ended when there is nothing for a while.
import { Worker } from 'node:worker_threads'
import type {
  ExchangeReport,
  ExchangeRequest,
  ExchangeResult,
  ExchangeSettings,
  ExchangeTask,
} from './exchange-messages.ts'

/** With its young generation, its libraries and the texts of a workbook still below half a gigabyte. */
const HEAP_MAX_MB = 360
/** Between the steps of a person who imports. */
const IDLE_MS = 120_000

export interface ExchangeThread {
  /** Never rejects. To be called again when the one before has settled. */
  readonly run: (task: ExchangeTask, onProgress: (done: number, total: number) => void) => Promise<ExchangeResult>
  /** Asks the task at work to stop, and to undo. */
  readonly cancel: () => void
  readonly terminate: () => Promise<unknown>
}

export function openThread(databasePath: string): ExchangeThread {
  const workerData: ExchangeSettings = { databasePath }
  let worker: Worker | null = null
  let cancelFlag: SharedArrayBuffer | null = null
  let idle: NodeJS.Timeout | undefined

  const start = () => {
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MAX_MB }
    const started = new Worker(new URL('./exchange-worker.ts', import.meta.url), { workerData, resourceLimits })
    started.on('exit', () => forget(started))
    return started
  }
  const forget = (ended: Worker) => {
    if (worker === ended) worker = null
  }
  const terminate = async () => {
    clearTimeout(idle)
    await worker?.terminate()
  }
  return {
    run: (task, onProgress) => {
      clearTimeout(idle)
      worker ??= start()
      const running = worker
      const request: ExchangeRequest = { task, cancelFlag: new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT) }
      cancelFlag = request.cancelFlag
      return new Promise(resolve => {
        const finish = (result: ExchangeResult) => {
          running.off('message', hear).off('error', die).off('exit', die)
          cancelFlag = null
          idle = setTimeout(() => void terminate(), IDLE_MS).unref()
          resolve(result)
        }
        const die = (reason: unknown) => {
          forget(running)
          finish(explainDeath(reason))
        }
        const hear = (report: ExchangeReport) => {
          if (report.kind === 'progress') return onProgress(report.done, report.total)
          if (report.last) forget(running)
          finish(report.result)
        }
        running.on('message', hear).on('error', die).on('exit', die)
        running.postMessage(request)
      })
    },
    cancel: () => {
      if (cancelFlag !== null) Atomics.store(new Int32Array(cancelFlag), 0, 1)
    },
    terminate,
  }
}

function explainDeath(reason: unknown): ExchangeResult {
  const isMemory = reason instanceof Error && 'code' in reason && reason.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const problem = isMemory ? ({ kind: 'memory' } as const) : ({ kind: 'internal', reference: '' } as const)
  return { kind: 'failed', problem, error: `the thread of imports ended: ${String(reason)}` }
}
