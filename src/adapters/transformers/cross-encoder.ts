// A cross-encoder in this very thread: question and passage are read together, one number comes out.
import { FaqError } from '../../core/errors.ts'
import { loadModel } from './load-library.ts'
import type { ModelFiles } from './model-folder.ts'

export interface CrossEncoderSettings {
  readonly files: ModelFiles
  /** Threads that one question may use; null: as many as there are cores. */
  readonly threads: number | null
}

export interface CrossEncoder {
  /** Probability, 0–1, that each passage answers the question, in order. */
  readonly rerank: (question: string, passages: readonly string[]) => Promise<readonly number[]>
  readonly close: () => Promise<void>
}

/** Loads the model and runs it once, for the first run is the slowest. `model_unusable` when either fails. */
export async function loadCrossEncoder({ files, threads }: CrossEncoderSettings): Promise<CrossEncoder> {
  const { tokenizer, model, maxTokens } = await loadModel(files, 'AutoModelForSequenceClassification', threads)
  const rerank: CrossEncoder['rerank'] = async (question, passages) => {
    if (passages.length === 0) return []
    const questions = passages.map(() => question)
    const options = { text_pair: [...passages], padding: true, truncation: true, max_length: maxTokens }
    const output = (await model(tokenizer(questions, options))) as { readonly logits?: LogitsTensor }
    return probabilities(output.logits, passages.length, files.folder)
  }
  await rerank('', [''])
  return { rerank, close: async () => void (await model.dispose()) }
}

/** One logit a pair: its sigmoid. Two: the softmax's share of the second, which by custom says yes. */
function probabilities(logits: LogitsTensor | undefined, pairs: number, folder: string): readonly number[] {
  const [rows = 0, labels = 0] = logits?.dims ?? []
  const data = logits?.data
  if (!(data instanceof Float32Array) || rows !== pairs || (labels !== 1 && labels !== 2)) {
    const reason = `expected logits of one or two labels, got ${rows} × ${labels}`
    throw new FaqError('model_unusable', { path: folder, reason })
  }
  const found = Array.from({ length: pairs }, (_, pair) => {
    const logit = labels === 1 ? data[pair] : (data[2 * pair + 1] as number) - (data[2 * pair] as number)
    return 1 / (1 + Math.exp(-(logit as number)))
  })
  if (!found.every(Number.isFinite)) {
    throw new FaqError('model_unusable', { path: folder, reason: 'its logits hold what is no number' })
  }
  return found
}

interface LogitsTensor {
  readonly dims: readonly number[]
  readonly data: unknown
}
