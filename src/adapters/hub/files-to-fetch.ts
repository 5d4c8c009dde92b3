// Which of a model's files at the hub are needed here: a repository holds the same weights in a dozen forms.
import { FaqError } from '../../core/errors.ts'
import { type Dtype, WEIGHT_FILES } from '../transformers/model-manifest.ts'
import type { HubFile, HubModel } from './hub-client.ts'

/** Fetched where they are there; the licence and what the authors say stay with the model. */
const COMPANIONS = [
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  '1_Pooling/config.json',
  'config_sentence_transformers.json',
  'LICENSE',
  'README.md',
]

/** Companions and one form of the weights: that of `dtype`, or the first in the order of preference. `model_unusable` without. */
export function filesToFetch({ name, files }: HubModel, dtype: Dtype | null): readonly HubFile[] {
  const find = (path: string) => files.find(file => file.path === path)
  for (const { suffix } of WEIGHT_FILES.filter(weights => dtype === null || weights.dtype === dtype)) {
    for (const folder of ['onnx/', '']) {
      const weights = find(`${folder}model${suffix}.onnx`)
      if (weights === undefined) continue
      const wanted = [...COMPANIONS.map(find), weights, find(`${weights.path}_data`)]
      return wanted.filter(file => file !== undefined)
    }
  }
  const reason = `expected ONNX weights${dtype === null ? '' : ` of ${dtype}`} at the hub`
  throw new FaqError('model_unusable', { path: name, reason })
}
