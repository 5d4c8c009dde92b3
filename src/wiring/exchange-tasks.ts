// Which task of an import runs when: one check or application at a time, and beside it one look into a file.
import { setTimeout as wait } from 'node:timers/promises'
import type { Progress } from '../core/ports/exchange.ts'
import type { ExchangeResult, ExchangeTask } from './exchange-messages.ts'
import { type RunningTask, startTask } from './exchange-thread.ts'

/** A thread that is asked to stop does so between two steps of some milliseconds. */
const STOP_MAX_MS = 5_000

export function openTasks(databasePath: string) {
  const running = new Set<RunningTask>()
  const progress = new Map<string, Progress>()
  const cancelled = new Set<string>()
  const current = new Map<string, RunningTask>()
  let queue: Promise<unknown> = Promise.resolve()
  let inspections: Promise<unknown> = Promise.resolve()
  let closed = false

  const run = async (task: ExchangeTask, onProgress: (done: number, total: number) => void, jobId?: string) => {
    const started = startTask(task, { databasePath, onProgress })
    running.add(started)
    if (jobId !== undefined) current.set(jobId, started)
    try {
      return await started.result
    } finally {
      running.delete(started)
      if (jobId !== undefined) current.delete(jobId)
    }
  }
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
      const result = await run(task, note, jobId)
      if (!closed) await settle(result)
    } finally {
      progress.delete(jobId)
      cancelled.delete(jobId)
    }
  }
  return {
    inspect: (task: Extract<ExchangeTask, { kind: 'inspect' }>): Promise<ExchangeResult> => {
      const result = inspections.then(() => run(task, () => {}))
      inspections = result
      return result
    },
    queue: (jobId: string, task: ExchangeTask, settle: (result: ExchangeResult) => Promise<unknown>): void => {
      progress.set(jobId, { done: 0, total: 0, waiting: true })
      queue = queue.then(() => runQueued(jobId, task, settle)).catch(() => {})
    },
    /** False where nothing is at work for the job. */
    cancel: (jobId: string): boolean => {
      if (!progress.has(jobId)) return false
      cancelled.add(jobId)
      current.get(jobId)?.cancel()
      return true
    },
    isCancelled: (jobId: string) => cancelled.has(jobId) || closed,
    progressOf: (jobId: string) => progress.get(jobId) ?? null,
    settle: async () => void (await queue),
    /** What is at work is undone; the next start says so. */
    close: async () => {
      closed = true
      for (const task of running) task.cancel()
      await Promise.race([
        Promise.all([...running].map(({ result }) => result)),
        wait(STOP_MAX_MS, undefined, { ref: false }),
      ])
      await Promise.all([...running].map(task => task.terminate()))
      await queue
    },
  }
}
