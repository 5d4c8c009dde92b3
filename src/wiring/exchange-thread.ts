// Starts a thread for one task of an import, with a bound to its memory, and hears what came of it.
import { Worker } from 'node:worker_threads'
import type { ExchangeReport, ExchangeResult, ExchangeTask, ExchangeWork } from './exchange-messages.ts'

/** With its young generation, its libraries and the texts of a workbook still below half a gigabyte. */
const HEAP_MAX_MB = 360

export interface RunningTask {
  /** Never rejects. */
  readonly result: Promise<ExchangeResult>
  /** Asks it to stop and to undo. */
  readonly cancel: () => void
  readonly terminate: () => Promise<unknown>
}

export function startTask(
  task: ExchangeTask,
  {
    databasePath,
    onProgress,
  }: { readonly databasePath: string; readonly onProgress: (done: number, total: number) => void },
): RunningTask {
  const cancelFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  const workerData: ExchangeWork = { databasePath, task, cancelFlag }
  const worker = new Worker(new URL('./exchange-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MB },
  })
  const result = new Promise<ExchangeResult>(resolve => {
    worker.on('message', (report: ExchangeReport) => {
      if (report.kind === 'progress') onProgress(report.done, report.total)
      else resolve(report)
    })
    worker.on('error', error => resolve(explainDeath(error)))
    worker.on('exit', code => resolve(explainDeath(new Error(`the thread ended with ${code}`))))
  })
  return {
    result,
    cancel: () => void Atomics.store(new Int32Array(cancelFlag), 0, 1),
    terminate: () => worker.terminate(),
  }
}

function explainDeath(error: unknown): ExchangeResult {
  const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  const problem = isMemory ? ({ kind: 'memory' } as const) : ({ kind: 'internal', reference: '' } as const)
  return { kind: 'failed', problem, error: String(error) }
}
