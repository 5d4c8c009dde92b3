// Starts the workbench's thread when there is something to try out, hands it one job at a time, and ends it when there has
// been nothing for a while: it holds a second copy of the index.
import { Worker } from 'node:worker_threads'
import type { JobOptions, Workbench, WorkbenchEnd, WorkbenchJob } from '../src/core/ports/workbench.ts'
import type { WorkbenchReport, WorkbenchRequest, WorkbenchSettings } from './workbench-messages.ts'

/** Whoever looks at the effect of one change often looks at that of the next. */
const IDLE_BEFORE_END_MS = 300_000
/** Jobs that may wait; each takes seconds, and somebody looks at each. */
const WAITING_MAX = 8

export interface WorkbenchLimits {
  readonly idleMs: number
  readonly waitingMax: number
}

const LIMITS: WorkbenchLimits = { idleMs: IDLE_BEFORE_END_MS, waitingMax: WAITING_MAX }

/** What the tests look at. */
export interface WorkbenchThread extends Workbench {
  readonly isRunning: () => boolean
}

export function openWorkbench(settings: WorkbenchSettings, limits: WorkbenchLimits = LIMITS): WorkbenchThread {
  let worker: Worker | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let unfinished = 0
  let jobs = 0
  let closed = false
  let timer: NodeJS.Timeout | undefined

  const end = async () => {
    clearTimeout(timer)
    const ended = worker
    worker = null
    await ended?.terminate()
  }
  const runNow = async (job: WorkbenchJob, options: JobOptions): Promise<WorkbenchEnd> => {
    if (closed || options.signal?.aborted === true) return { kind: 'cancelled' }
    clearTimeout(timer)
    worker ??= start(settings, () => {
      worker = null
    })
    jobs += 1
    return converse(worker, { kind: 'job', id: jobs, job }, options)
  }
  const finish = () => {
    unfinished -= 1
    if (unfinished === 0 && worker !== null) timer = setTimeout(() => void end(), limits.idleMs).unref()
  }
  return {
    run: async (job, options = {}) => {
      if (unfinished > limits.waitingMax) return { kind: 'busy' }
      unfinished += 1
      const ended = queue.then(() => runNow(job, options)).finally(finish)
      queue = ended
      return Promise.race([ended, whenAborted(options.signal)])
    },
    isRunning: () => worker !== null,
    close: async () => {
      closed = true
      await end()
      await queue
    },
  }
}

/** Nobody waits for its turn any more: whoever asked hears at once, and the thread when it gets to it. */
function whenAborted(signal: AbortSignal | undefined): Promise<WorkbenchEnd> {
  return new Promise(resolve => {
    signal?.addEventListener('abort', () => resolve({ kind: 'cancelled' }), { once: true })
  })
}

function start(settings: WorkbenchSettings, onExit: () => void): Worker {
  const worker = new Worker(new URL('./workbench-worker.ts', import.meta.url), { workerData: settings })
  worker.once('exit', onExit)
  worker.unref()
  return worker
}

/** Sends one job and hears of it until its end; a thread that dies is an end too. */
function converse(
  worker: Worker,
  request: Extract<WorkbenchRequest, { kind: 'job' }>,
  { signal, onProgress }: JobOptions,
): Promise<WorkbenchEnd> {
  return new Promise(resolve => {
    const cancel = () => worker.postMessage({ kind: 'cancel', id: request.id } satisfies WorkbenchRequest)
    const finish = (end: WorkbenchEnd) => {
      worker.off('message', hear).off('error', die).off('exit', exit)
      signal?.removeEventListener('abort', cancel)
      worker.unref()
      resolve(end)
    }
    const die = (error: unknown) => finish({ kind: 'failed', reason: `the workbench ended: ${String(error)}` })
    const exit = (code: number) => die(`exit code ${code}`)
    const hear = (report: WorkbenchReport) => {
      if (report.id !== request.id) return
      if (report.kind === 'progress') onProgress?.(report.done, report.total)
      else finish(toEnd(report))
    }
    worker.ref() // a program that waits for the end of a job does not end before
    worker.on('message', hear).on('error', die).on('exit', exit)
    signal?.addEventListener('abort', cancel)
    worker.postMessage(request)
  })
}

function toEnd(report: Exclude<WorkbenchReport, { kind: 'progress' }>): WorkbenchEnd {
  switch (report.kind) {
    case 'done':
      return { kind: 'done', result: report.result }
    case 'failed':
      return { kind: 'failed', reason: report.reason }
    case 'cancelled':
      return { kind: 'cancelled' }
    default:
      return report satisfies never
  }
}
