// Which task of an import runs when: one check or application at a time, and beside it one look into a file.
import { setTimeout as wait } from 'node:timers/promises'
import type { Progress } from '../core/ports/exchange.ts'
import type { ExchangeResult, ExchangeTask } from './exchange-messages.ts'
import { openThread } from './exchange-thread.ts'

/** A thread that is asked to stop does so between two steps of some milliseconds. */
const STOP_MAX_MS = 5_000

export interface ExchangeTasks {
  readonly inspect: (task: Extract<ExchangeTask, { kind: 'inspect' }>) => Promise<ExchangeResult>
  readonly queue: (jobId: string, task: ExchangeTask, settle: (result: ExchangeResult) => Promise<unknown>) => void
  /** False where nothing is at work for the job. */
  readonly cancel: (jobId: string) => boolean
  readonly isCancelled: (jobId: string) => boolean
  readonly progressOf: (jobId: string) => Progress | null
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

export function openTasks(databasePath: string): ExchangeTasks {
  const inspector = openThread(databasePath)
  const writer = openThread(databasePath)
  const progress = new Map<string, Progress>()
  const cancelled = new Set<string>()
  let atWork: string | null = null
  let queue: Promise<unknown> = Promise.resolve()
  let inspections: Promise<unknown> = Promise.resolve()
  let closed = false

  const runQueued = async (
    jobId: string,
    task: ExchangeTask,
    settle: (result: ExchangeResult) => Promise<unknown>,
  ): Promise<void> => {
    const note = (done: number, total: number) => void progress.set(jobId, { done, total, waiting: false })
    try {
      if (closed) return
      if (cancelled.has(jobId)) return void (await settle({ kind: 'checked', summary: null }))
      note(0, 0)
      atWork = jobId
      const result = await writer.run(task, note)
      atWork = null
      if (!closed) await settle(result)
    } finally {
      progress.delete(jobId)
      cancelled.delete(jobId)
    }
  }
  return {
    inspect: task => {
      const result = inspections.then(() => inspector.run(task, () => {}))
      inspections = result
      return result
    },
    queue: (jobId, task, settle) => {
      progress.set(jobId, { done: 0, total: 0, waiting: true })
      queue = queue.then(() => runQueued(jobId, task, settle))
    },
    cancel: jobId => {
      if (!progress.has(jobId)) return false
      cancelled.add(jobId)
      if (atWork === jobId) writer.cancel()
      return true
    },
    isCancelled: jobId => cancelled.has(jobId) || closed,
    progressOf: jobId => progress.get(jobId) ?? null,
    settle: async () => void (await queue),
    /** What is at work is undone; the next start says so. */
    close: async () => {
      closed = true
      writer.cancel()
      await Promise.race([queue, wait(STOP_MAX_MS, undefined, { ref: false })])
      await Promise.all([inspector.terminate(), writer.terminate()])
      await Promise.all([queue, inspections])
    },
  }
}
