// zencho-model.json beside a model: what its folder shall hold, how to embed with it, and what it said of the probe texts
// when it was whole. Everything in it is optional: a folder that somebody copied by hand works without.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'
import { embeddingRecipeSchema } from '../embedders/model-families.ts'

export const MODEL_MANIFEST = 'zencho-model.json'

/** Weights in the order of preference: small and quick first. The quantised ones lose about a hundredth of quality. */
export const WEIGHT_FILES = [
  { dtype: 'q8', suffix: '_quantized' },
  { dtype: 'int8', suffix: '_int8' },
  { dtype: 'uint8', suffix: '_uint8' },
  { dtype: 'fp32', suffix: '' },
  { dtype: 'fp16', suffix: '_fp16' },
] as const
export const DTYPES = WEIGHT_FILES.map(({ dtype }) => dtype)
export type Dtype = (typeof WEIGHT_FILES)[number]['dtype']

const goldenSchema = z.object({
  text: z.string(),
  /** Of a sentence model, little-endian float32 in base64. */
  question: z.base64().optional(),
  passage: z.base64().optional(),
  /** Of a cross-encoder, the probability that this text answers the first. */
  score: z.number().min(0).max(1).optional(),
})

const manifestSchema = embeddingRecipeSchema.partial().extend({
  /** Name at the hub, by which the family is recognised. */
  name: z.string().optional(),
  /** The commit that was fetched. */
  revision: z.string().optional(),
  dtype: z.enum(DTYPES as [Dtype, ...Dtype[]]).optional(),
  /** Longest input in tokens. */
  maxTokens: z.int().min(8).max(8192).optional(),
  /** SHA-256 by path within the folder. */
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/u)).optional(),
  golden: z.array(goldenSchema).optional(),
})
export type ModelManifest = z.infer<typeof manifestSchema>

/** The manifest of a folder, empty where there is none; `model_unusable` when it cannot be read. */
export function readModelManifest(folder: string): ModelManifest {
  const path = join(folder, MODEL_MANIFEST)
  if (!existsSync(path)) return {}
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new FaqError('model_unusable', { path, reason: (cause as Error).message }, { cause })
  }
}
