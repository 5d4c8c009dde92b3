// The settings of models: what makes vectors, what reranks, what composes.
import { resolve } from 'node:path'
import type { EmbedderChoice } from '../adapters/embedders/open-embedders.ts'
import type { ChatSettings } from '../adapters/openai/chat-access.ts'
import type { Environment } from './environment.ts'

export interface RerankerConfig {
  /** Absolute path of the model's folder. */
  readonly folder: string
  /** Candidates looked at. */
  readonly depth: number
  /** Longest wait of a question, in milliseconds; then the order stays as it was. */
  readonly budgetMs: number
}

/** A request for passages may take this long, and is sent again so often, before the indexer leaves it for later. */
const PASSAGES_TIMEOUT_MS = 30_000
const PASSAGES_RETRIES = 2

export function embedderChoice(env: Environment): EmbedderChoice {
  switch (env.EMBEDDER) {
    case 'builtin':
      return { kind: 'builtin' }
    case 'transformers':
      return { kind: 'transformers', folder: resolve(env.MODEL_PATH ?? '') }
    case 'openai':
      return {
        kind: 'openai',
        endpoint: {
          baseUrl: env.OPENAI_BASE_URL,
          apiKey: env.OPENAI_API_KEY,
          model: env.OPENAI_EMBEDDING_MODEL,
          dimensions: env.OPENAI_EMBEDDING_DIMENSIONS ?? null,
          timeoutMs: PASSAGES_TIMEOUT_MS,
          retries: PASSAGES_RETRIES,
        },
      }
    default:
      return env.EMBEDDER satisfies never
  }
}

export function rerankerConfig(env: Environment): RerankerConfig | null {
  if (env.RERANKER_PATH === undefined) return null
  return { folder: resolve(env.RERANKER_PATH), depth: env.RERANKER_DEPTH, budgetMs: env.RERANKER_BUDGET_MS }
}

export function chatSettings(env: Environment): ChatSettings | null {
  if (env.OPENAI_MODEL === undefined) return null
  return {
    baseUrl: env.OPENAI_BASE_URL,
    apiKey: env.OPENAI_API_KEY,
    model: env.OPENAI_MODEL,
    tokensPerDay: env.OPENAI_TOKENS_PER_DAY,
    tokensPerAskerAndDay: env.OPENAI_TOKENS_PER_ASKER,
  }
}
