// Lets a question wait for a model only so long, and leaves a model in trouble alone for a while: a question is answered
// with what there is, never with an error, and never much later than without the model.

export interface ModelGuard {
  /** The result of the work; null when it failed, took too long, or the model is being left alone. Never rejects. */
  readonly attempt: <T>(work: (signal: AbortSignal) => Promise<T>, prepare?: () => Promise<void>) => Promise<T | null>
  /** What was wrong at the last attempt; null when it succeeded. */
  readonly trouble: () => string | null
}

export interface ModelGuardOptions {
  /** Names the model's part in log and health. */
  readonly name: string
  readonly timeLimitMs: number
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** A model is loaded once, while questions wait: longer than a question may take, and no longer than a person waits. */
const LOADING_LIMIT_MS = 20_000
/** One failure may be chance; from the second on, questions would only wait in vain. */
const FAILURES_BEFORE_REST = 2
/** Then the model is tried again with one question at a time. */
const REST_MS = 10_000

export function guardModel(options: ModelGuardOptions): ModelGuard {
  const { name, timeLimitMs, now, log } = options
  let failures = 0
  let restUntil = Number.NEGATIVE_INFINITY
  let trouble: string | null = null

  const fail = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    failures += 1
    if (failures >= FAILURES_BEFORE_REST) restUntil = now() + REST_MS
    if (trouble === null) log('model_failed', { name, reason })
    trouble = `${name}: ${reason}`
  }
  return {
    attempt: async (work, prepare) => {
      if (now() < restUntil) return null
      if (failures >= FAILURES_BEFORE_REST) restUntil = now() + REST_MS // this one tries; the others go without
      try {
        if (prepare !== undefined) await within(LOADING_LIMIT_MS, prepare)
        const result = await within(timeLimitMs, work)
        failures = 0
        restUntil = Number.NEGATIVE_INFINITY
        trouble = null
        return result
      } catch (error) {
        fail(error)
        return null
      }
    },
    trouble: () => trouble,
  }
}

async function within<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const { signal } = controller
  const ended = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error)),
  )
  const timer = setTimeout(() => controller.abort(new Error(`no answer within ${limitMs} ms`)), limitMs)
  try {
    return await Promise.race([work(signal), ended])
  } finally {
    clearTimeout(timer)
  }
}
