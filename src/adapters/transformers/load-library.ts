// The only door to @huggingface/transformers: loaded when first needed, for it takes half a second and 60 MB, and told to
// stay off the network.
import type * as Transformers from '@huggingface/transformers'
import { FaqError } from '../../core/errors.ts'
import type { ModelFiles } from './model-folder.ts'

export interface LoadedModel {
  readonly tokenizer: Transformers.PreTrainedTokenizer
  readonly model: Transformers.PreTrainedModel
  /** Longest input in tokens, the tokenizer's own limit included. */
  readonly maxTokens: number
}

/** Loads tokenizer and weights from files alone; `model_unusable` when the library cannot. */
export async function loadModel(
  files: ModelFiles,
  kind: 'AutoModel' | 'AutoModelForSequenceClassification',
  threads: number | null,
): Promise<LoadedModel> {
  const library = await import('@huggingface/transformers')
  const { env, AutoTokenizer } = library
  env.allowRemoteModels = false
  env.useFSCache = false
  env.logLevel = library.LogLevel.ERROR
  try {
    const tokenizer = await AutoTokenizer.from_pretrained(files.folder, { local_files_only: true })
    const model = await library[kind].from_pretrained(files.folder, {
      local_files_only: true,
      dtype: files.dtype,
      subfolder: files.subfolder,
      use_external_data_format: files.externalData,
      device: 'cpu',
      session_options: threads === null ? {} : { intraOpNumThreads: threads },
    })
    const tokenizerMax = Number(tokenizer.model_max_length)
    const maxTokens = Math.min(files.maxTokens, Number.isFinite(tokenizerMax) ? tokenizerMax : files.maxTokens)
    return { tokenizer, model, maxTokens }
  } catch (cause) {
    throw new FaqError('model_unusable', { path: files.folder, reason: (cause as Error).message }, { cause })
  }
}
