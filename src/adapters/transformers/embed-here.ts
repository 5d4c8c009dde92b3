// A sentence model in the thread that asks: for the indexing thread, which has nothing else to do. Loaded when there is
// something to embed, given up when there has been nothing for a while: a model is 100 MB to 1 GB, publishing is rare.
import type { EmbeddingRole } from '../../core/ports/embedder.ts'
import { loadSentenceModel, type SentenceModel, type SentenceModelSettings } from './sentence-model.ts'

/** How a model is reached: in this thread, or in one of its own. */
export interface SentenceModelRunner {
  /** Resolves when the model is loaded. */
  readonly load: () => Promise<void>
  readonly embed: (
    texts: readonly string[],
    role: EmbeddingRole,
    signal?: AbortSignal,
  ) => Promise<readonly Float32Array[]>
  readonly close: () => Promise<void>
}

/** Somebody who publishes one entry often publishes another. */
const IDLE_BEFORE_RELEASE_MS = 300_000

export function embedHere(
  settings: SentenceModelSettings,
  idleMs: number = IDLE_BEFORE_RELEASE_MS,
): SentenceModelRunner {
  let model: Promise<SentenceModel> | null = null
  let timer: NodeJS.Timeout | undefined
  let working = 0

  const release = async () => {
    clearTimeout(timer)
    const released = model
    model = null
    await (await released?.catch(() => null))?.close()
  }
  const load = () => {
    model ??= loadSentenceModel(settings).catch((error: unknown) => {
      model = null
      throw error
    })
    return model
  }
  return {
    load: async () => void (await load()),
    embed: async (texts, role) => {
      clearTimeout(timer)
      working += 1
      try {
        return await (await load()).embed(texts, role)
      } finally {
        working -= 1
        if (working === 0) timer = setTimeout(() => void release(), idleMs).unref()
      }
    },
    close: release,
  }
}
