// From the settings to a source of embedders: the word table, a sentence model in a folder, or an endpoint.
import type { EmbedderSource } from '../../core/ports/embedder-source.ts'
import type { FittedModel } from '../../core/ports/unit-store.ts'
import type { EmbeddingsEndpoint } from '../openai/embeddings-client.ts'
import { openOpenaiEmbedders } from '../openai/openai-embedders.ts'
import type { SentenceModelRunner } from '../transformers/embed-here.ts'
import type { SentenceModelSettings } from '../transformers/sentence-model.ts'
import {
  folderOfModel,
  openTransformersEmbedders,
  type TransformersEmbedders,
} from '../transformers/transformers-embedders.ts'

/** Which model new vectors are made with. Plain data: it goes to the indexing thread as it is. */
export type EmbedderChoice =
  | { readonly kind: 'builtin' }
  | { readonly kind: 'transformers'; readonly folder: string }
  | { readonly kind: 'openai'; readonly endpoint: EmbeddingsEndpoint }

export interface OpenEmbeddersOptions {
  /** Null where the word table cannot be read. */
  readonly builtin: EmbedderSource | null
  /** How sentence models are run, and with how many threads a text (null: as many as cores). */
  readonly run: (settings: SentenceModelSettings) => SentenceModelRunner
  readonly threads: number | null
}

export interface OpenedEmbedders {
  /** The chosen source; null for a word table that cannot be read. */
  readonly source: EmbedderSource | null
  readonly close: () => Promise<void>
}

/** Loads no model and opens no connection. */
export function openEmbedders(choice: EmbedderChoice, options: OpenEmbeddersOptions): OpenedEmbedders {
  switch (choice.kind) {
    case 'builtin':
      return { source: options.builtin, close: async () => {} }
    case 'transformers': {
      const source = openTransformersEmbedders({ ...options, folder: choice.folder })
      return { source, close: source.close }
    }
    case 'openai':
      return { source: openOpenaiEmbedders(choice.endpoint), close: async () => {} }
    default:
      return choice satisfies never
  }
}

/**
 * The same, for answering questions: it opens whatever model the stored vectors are of, so that after a change of settings
 * the old vectors serve until the new ones are complete. What is wrong with the chosen one, the indexing thread tells.
 */
export function openServingEmbedders(choice: EmbedderChoice, options: OpenEmbeddersOptions): OpenedEmbedders {
  const chosen = openEmbedders(choice, options)
  const byFolder = new Map<string, TransformersEmbedders>()
  const openFormer = async (model: FittedModel) => {
    const folder = folderOfModel(model.parameters)
    if (folder === null) return (await options.builtin?.open(model)) ?? null
    const former = byFolder.get(folder) ?? openTransformersEmbedders({ ...options, folder })
    byFolder.set(folder, former)
    return former.open(model).catch(() => null) // its folder is gone: words answer until the new vectors are there
  }
  const { source } = chosen
  return {
    source: source && {
      ...source,
      open: async model => (await source.open(model).catch(() => null)) ?? openFormer(model),
    },
    close: async () => {
      await chosen.close()
      for (const former of byFolder.values()) await former.close()
    },
  }
}
