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

/** Nothing is started before the first call. */
export function openInferenceThread<K extends InferenceKind>(
  settings: Extract<InferenceSettings, { readonly kind: K }>,
): InferenceThread<K> {
  let running: Promise<LoadedWorker<K>> | null = null
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false

  const start = async (): Promise<LoadedWorker<K>> => {
    if (closed) throw unusable(settings, 'closed')
    running ??= startWorker(settings, () => {
      running = null
    })
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

/** Resolves with the thread once its model is loaded. `onEnd` hears of the thread's end, whenever it comes. */
async function startWorker<K extends InferenceKind>(
  settings: InferenceSettings,
  onEnd: () => void,
): Promise<LoadedWorker<K>> {
  const thread = new Worker(new URL('./inference-worker.ts', import.meta.url), { workerData: settings })
  thread.once('exit', onEnd)
  let lastId = 0
  const ask: LoadedWorker<K>['ask'] = question => {
    lastId += 1
    return askThread(thread, { id: lastId, question }, settings)
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
  settings: InferenceSettings,
): Promise<InferenceKinds[K]['result']> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(stuck)
      thread.off('message', hear).off('error', die).off('exit', die)
    }
    const die = (reason: unknown) => {
      end()
      reject(unusable(settings, `its thread ended: ${reason instanceof Error ? reason.message : String(reason)}`))
    }
    const hear = (reply: InferenceReply<K>) => {
      if (reply.id !== request.id) return
      end()
      if (reply.kind === 'done') resolve(reply.result)
      else reject(unusable(settings, reply.reason))
    }
    const stuck = setTimeout(() => {
      die(`no answer within ${STUCK_AFTER_MS} ms`)
      void thread.terminate()
    }, STUCK_AFTER_MS)
    thread.on('message', hear).on('error', die).on('exit', die)
    thread.postMessage(request)
  })
}

function unusable(settings: InferenceSettings, reason: string): FaqError {
  return new FaqError('model_unusable', { path: settings.model.files.folder, reason })
}
