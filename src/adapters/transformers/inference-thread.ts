// A model in a thread of its own, so that the server's loop never waits for it: typed requests, answered one after the
// other; the thread is started again when it has died.
import { Worker } from 'node:worker_threads'
import { FaqError } from '../../core/errors.ts'
import type { InferenceKind, InferenceKinds, InferenceReply, InferenceSettings } from './inference-messages.ts'

export interface InferenceThread<K extends InferenceKind> {
  /** Resolves when the model is loaded; rejects when it cannot be (the next call tries again). */
  readonly load: () => Promise<void>
  /** Waits for its turn; one that `signal` has ended by then is never begun. */
  readonly run: (question: InferenceKinds[K]['question'], signal?: AbortSignal) => Promise<InferenceKinds[K]['result']>
  readonly close: () => Promise<void>
}

/** A model that says nothing for so long is stuck: loading the largest, or the longest text, takes seconds. */
const STUCK_AFTER_MS = 60_000

/** What runs in the thread, and how long it may be silent; tests have others. */
const RUNNING: ThreadOptions = {
  script: new URL('./inference-worker.ts', import.meta.url),
  stuckAfterMs: STUCK_AFTER_MS,
}

export interface ThreadOptions {
  readonly script: URL
  readonly stuckAfterMs: number
}

/** Nothing is started before the first call. */
export function openInferenceThread<K extends InferenceKind>(
  settings: Extract<InferenceSettings, { readonly kind: K }>,
  options: ThreadOptions = RUNNING,
): InferenceThread<K> {
  let running: Promise<LoadedWorker<K>> | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  const start = async (): Promise<LoadedWorker<K>> => {
    if (closed) throw unusable(settings, 'closed')
    if (running === null) {
      const started = startWorker<K>(settings, options, () => {
        if (running === started) running = null
      })
      running = started
    }
    return running
  }
  return {
    load: async () => void (await start()),
    run: (question, signal) => {
      const result = turn.then(async () => {
        signal?.throwIfAborted()
        const worker = await start()
        return worker.ask(question)
      })
      turn = result.catch(() => {})
      return result
    },
    close: async () => {
      closed = true
      const worker = await running?.catch(() => null)
      await worker?.terminate()
    },
  }
}

interface LoadedWorker<K extends InferenceKind> {
  readonly ask: (question: InferenceKinds[K]['question'] | null) => Promise<InferenceKinds[K]['result']>
  readonly terminate: () => Promise<unknown>
}

/** Resolves with the thread once its model is loaded. `onEnd` hears of its end before anybody who waits for an answer. */
async function startWorker<K extends InferenceKind>(
  settings: InferenceSettings,
  { script, stuckAfterMs }: ThreadOptions,
  onEnd: () => void,
): Promise<LoadedWorker<K>> {
  const thread = new Worker(script, { workerData: settings })
  thread.once('exit', onEnd)
  thread.on('error', () => {}) // told to whoever waits; with nobody waiting, its end is enough
  let lastId = 0
  const ask: LoadedWorker<K>['ask'] = question => {
    lastId += 1
    return askThread(thread, { id: lastId, question }, { settings, stuckAfterMs })
  }
  try {
    await ask(null)
  } catch (error) {
    await thread.terminate()
    throw error
  }
  return { ask, terminate: () => thread.terminate() }
}

function askThread<K extends InferenceKind>(
  thread: Worker,
  request: { readonly id: number; readonly question: InferenceKinds[K]['question'] | null },
  { settings, stuckAfterMs }: { readonly settings: InferenceSettings; readonly stuckAfterMs: number },
): Promise<InferenceKinds[K]['result']> {
  return new Promise((resolve, reject) => {
    let reason = 'its thread ended'
    const end = () => {
      clearTimeout(stuck)
      thread.off('message', hear).off('error', note).off('exit', die)
    }
    // An error comes before the end; only after the end is the next request sent to a new thread.
    const note = (error: Error) => {
      reason = `its thread ended: ${error.message}`
    }
    const die = () => {
      end()
      reject(unusable(settings, reason))
    }
    const hear = (reply: InferenceReply<K>) => {
      if (reply.id !== request.id) return
      end()
      if (reply.kind === 'done') resolve(reply.result)
      else reject(unusable(settings, reply.reason))
    }
    const stuck = setTimeout(() => {
      reason = `no answer within ${stuckAfterMs} ms`
      void thread.terminate()
    }, stuckAfterMs)
    thread.on('message', hear).on('error', note).on('exit', die)
    thread.postMessage(request)
  })
}

function unusable(settings: InferenceSettings, reason: string): FaqError {
  return new FaqError('model_unusable', { path: settings.model.files.folder, reason })
}
