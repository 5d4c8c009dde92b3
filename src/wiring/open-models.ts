// What questions are embedded and reranked with, opened from the settings. A model in trouble costs its part, never the answer.
import { type BuiltinEmbedders, openBuiltinEmbedders } from '../adapters/embedders/builtin-embedder.ts'
import { guardEmbedders } from '../adapters/embedders/guarded-embedders.ts'
import { openServingEmbedders } from '../adapters/embedders/open-embedders.ts'
import { guardModel } from '../adapters/model-guard.ts'
import { embedInThread } from '../adapters/transformers/embed-in-thread.ts'
import { openTransformersReranker } from '../adapters/transformers/transformers-reranker.ts'
import type { Config } from '../config.ts'
import type { EmbedderSource } from '../core/ports/embedder-source.ts'
import type { AdoptingNearTerms } from '../core/ports/near-terms.ts'
import type { Reranking } from '../core/search/rerank.ts'
import type { Log } from './log.ts'

export interface Models {
  readonly embedders: EmbedderSource | null
  readonly nearTerms: AdoptingNearTerms | null
  readonly reranking: Reranking | null
  /** What was wrong when a question last needed a model; null when all was well. */
  readonly trouble: () => string | null
  readonly close: () => Promise<void>
}

/** What questions are embedded and reranked with; whatever embeds, near words come of the word table. */
export function openModels(config: Config, log: Log): Models {
  const now = () => performance.now()
  const builtin = openBuiltin(config.modelDir, log)
  const opened = openServingEmbedders(config.embedder, { builtin, run: embedInThread, threads: null })
  const guard = guardModel({ name: 'embedder', timeLimitMs: config.embeddingTimeoutMs, now, log })
  const reranker = openReranker(config, log)
  return {
    embedders: opened.source && guardEmbedders(opened.source, guard),
    nearTerms: builtin?.nearTerms() ?? null,
    reranking: reranker?.reranking ?? null,
    trouble: () => guard.trouble() ?? reranker?.trouble() ?? null,
    close: async () => {
      await opened.close()
      await reranker?.close()
    },
  }
}

function openReranker({ reranker: settings }: Config, log: Log) {
  if (settings === null) return null
  const { folder, depth, budgetMs } = settings
  const guard = guardModel({ name: 'reranker', timeLimitMs: budgetMs, now: () => performance.now(), log })
  const reranker = openTransformersReranker(folder)
  const reranking: Reranking = {
    depth,
    score: (question, passages) =>
      guard.attempt(signal => reranker.rerank(question, passages, signal), reranker.prepare),
  }
  return { reranking, trouble: guard.trouble, close: reranker.close }
}

/** Without its model the product answers by words alone, and says so in its health. */
function openBuiltin(folder: string, log: Log): BuiltinEmbedders | null {
  try {
    return openBuiltinEmbedders(folder)
  } catch (error) {
    log('model_unavailable', { error: String(error) })
    return null
  }
}
