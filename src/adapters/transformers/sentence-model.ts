// A sentence model in this very thread: tokens, weights, pooling. Running it blocks the thread, so questions come here
// through a thread of their own (sentence-model-thread.ts).
import { FaqError } from '../../core/errors.ts'
import type { EmbeddingRole } from '../../core/ports/embedder.ts'
import type { EmbeddingRecipe } from '../embedders/model-families.ts'
import { type LoadedModel, loadModel } from './load-library.ts'
import type { ModelFiles } from './model-folder.ts'
import { poolTokens } from './pool-tokens.ts'

export interface SentenceModelSettings {
  readonly files: ModelFiles
  readonly recipe: EmbeddingRecipe
  /** Threads that one text may use; null: as many as there are cores. */
  readonly threads: number | null
}

export interface SentenceModel {
  /** Unit-length vectors in order. */
  readonly embed: (texts: readonly string[], role: EmbeddingRole) => Promise<readonly Float32Array[]>
  readonly close: () => Promise<void>
}

/** Characters of a batch, padding included: enough to keep the cores busy, little enough to stay within some 100 MB. */
const BATCH_CHARACTERS_MAX = 4_096
const BATCH_TEXTS_MAX = 32

/** Loads the model and runs it once, for the first run is the slowest. `model_unusable` when either fails. */
export async function loadSentenceModel(settings: SentenceModelSettings): Promise<SentenceModel> {
  const loaded = await loadModel(settings.files, 'AutoModel', settings.threads)
  const { queryPrefix, passagePrefix } = settings.recipe
  const embed: SentenceModel['embed'] = async (texts, role) => {
    const prefix = role === 'question' ? queryPrefix : passagePrefix
    const vectors: Float32Array[] = []
    for (const batch of batchByLength(texts)) {
      const inputs = batch.map(i => prefix + (texts[i] as string))
      const made = await embedBatch(inputs, loaded, settings)
      for (const [at, i] of batch.entries()) vectors[i] = made[at] as Float32Array
    }
    return vectors
  }
  await embed([''], 'question')
  return { embed, close: async () => void (await loaded.model.dispose()) }
}

/** Positions of the texts, those of like length together: a short one pays for the padding to its longest companion. */
export function batchByLength(texts: readonly string[]): readonly (readonly number[])[] {
  const order = texts
    .map((_, i) => i)
    .sort((a, b) => (texts[a] as string).length - (texts[b] as string).length || a - b)
  const batches: number[][] = []
  let batch: number[] = []
  for (const i of order) {
    const length = (texts[i] as string).length
    if (batch.length === BATCH_TEXTS_MAX || (batch.length > 0 && (batch.length + 1) * length > BATCH_CHARACTERS_MAX)) {
      batches.push(batch)
      batch = []
    }
    batch.push(i)
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}

async function embedBatch(
  inputs: readonly string[],
  { tokenizer, model, maxTokens }: LoadedModel,
  { files, recipe }: SentenceModelSettings,
): Promise<readonly Float32Array[]> {
  const tokens = tokenizer([...inputs], { padding: true, truncation: true, max_length: maxTokens })
  const output = (await model(tokens)) as { readonly last_hidden_state?: StatesTensor }
  const states = output.last_hidden_state
  const [texts = 0, width = 0, dimensions = 0] = states?.dims ?? []
  if (states === undefined || texts !== inputs.length || !(states.data instanceof Float32Array)) {
    const reason = `expected last_hidden_state of float32, got ${Object.keys(output).join(', ')}`
    throw new FaqError('model_unusable', { path: files.folder, reason })
  }
  const mask = tokens.attention_mask.data as BigInt64Array
  const vectors = poolTokens({ states: states.data, mask, texts, tokens: width, dimensions }, recipe.pooling)
  if (vectors.some(vector => !vector.every(Number.isFinite))) {
    throw new FaqError('model_unusable', { path: files.folder, reason: 'its vectors hold what is no number' })
  }
  return vectors
}

interface StatesTensor {
  readonly dims: readonly number[]
  readonly data: unknown
}
