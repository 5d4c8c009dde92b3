// What a folder with a model holds: which weights to load, how to embed with them, and an id that names all of it.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'
import { hashFile } from '../durable-files.ts'
import { type EmbeddingRecipe, familyOf } from '../embedders/model-families.ts'
import { type Dtype, readModelManifest, WEIGHT_FILES } from './model-manifest.ts'

/** What a thread needs to load a model. */
export interface ModelFiles {
  readonly folder: string
  readonly dtype: Dtype
  /** Folder of the weights within the folder: `onnx`, or the folder itself. */
  readonly subfolder: string
  /** Weights beyond 2 GB lie in a second file. */
  readonly externalData: boolean
  /** Longest input in tokens; more is cut. */
  readonly maxTokens: number
}

export interface ModelFolder {
  readonly files: ModelFiles
  readonly name: string
  readonly family: string
  /** A cross-encoder calls itself one in config.json. */
  readonly kind: 'sentence' | 'reranker'
  readonly recipe: EmbeddingRecipe
  /** Paths of what shapes the model's output, within the folder. */
  readonly shapingFiles: readonly string[]
}

/** Our texts are parts of at most 400 characters; attention costs by the square. */
const TOKENS_MAX = 512
/** XLM-RoBERTa's and RoBERTa's positions begin after the one of padding. */
const POSITIONS_BEFORE_TEXT: Readonly<Record<string, number>> = { 'xlm-roberta': 2, roberta: 2, camembert: 2 }

const configSchema = z
  .object({
    architectures: z.array(z.string()).default([]),
    model_type: z.string().default(''),
    _name_or_path: z.string().default(''),
    max_position_embeddings: z.number().positive().optional(),
  })
  .transform(({ _name_or_path: savedAs, ...config }) => ({ ...config, savedAs }))
const poolingSchema = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_lasttoken: z.boolean().default(false),
})
const promptsSchema = z.object({ prompts: z.record(z.string(), z.string()).default({}) })

/** Reads what a folder holds, weights apart; `model_unusable` when a part is missing. */
export function readModelFolder(folder: string): ModelFolder {
  const config = readJson(folder, 'config.json', configSchema)
  requireFile(folder, 'tokenizer.json')
  const manifest = readModelManifest(folder)
  const name = manifest.name ?? (config.savedAs === '' ? basename(folder) : config.savedAs)
  const family = familyOf([name, config.savedAs, basename(folder)])
  const { dtype, weights, subfolder } = findWeights(folder, manifest.dtype)
  const positions = (config.max_position_embeddings ?? TOKENS_MAX) - (POSITIONS_BEFORE_TEXT[config.model_type] ?? 0)
  const externalData = existsSync(join(folder, `${weights}_data`))
  const { pooling, queryPrefix, passagePrefix, denseWeight } = manifest
  return {
    files: { folder, dtype, subfolder, externalData, maxTokens: manifest.maxTokens ?? Math.min(TOKENS_MAX, positions) },
    name: basename(name),
    family: family.name,
    kind: config.architectures.some(architecture => architecture.endsWith('ForSequenceClassification'))
      ? 'reranker'
      : 'sentence',
    recipe: {
      ...family.recipe,
      ...(family.name === 'unknown' && readSentenceTransformersRecipe(folder)),
      ...withoutUndefined({ pooling, queryPrefix, passagePrefix, denseWeight }),
    },
    shapingFiles: ['tokenizer.json', weights, ...(externalData ? [`${weights}_data`] : [])],
  }
}

/** Names all that shapes a vector by its content: 「name/q8@0123456789ab」. Reads the weights, once at each start. */
export async function identifyModel(model: ModelFolder): Promise<string> {
  const { files, recipe } = model
  const { pooling, queryPrefix, passagePrefix } = recipe
  const shape = [pooling, queryPrefix, passagePrefix, files.dtype, files.maxTokens]
  const content = createHash('sha256').update(JSON.stringify(shape))
  for (const path of model.shapingFiles) content.update(await sha256OfFile(join(files.folder, path)))
  return `${model.name}/${files.dtype}@${content.digest('hex').slice(0, 12)}`
}

/** Hexadecimal; `model_unusable` when the file cannot be read. */
export async function sha256OfFile(path: string): Promise<string> {
  try {
    return (await hashFile(path)).sha256
  } catch (cause) {
    throw new FaqError('model_unusable', { path, reason: (cause as Error).message }, { cause })
  }
}

function findWeights(folder: string, wanted: Dtype | undefined) {
  for (const { dtype, suffix } of WEIGHT_FILES) {
    for (const subfolder of ['onnx', '']) {
      const weights = `${subfolder === '' ? '' : `${subfolder}/`}model${suffix}.onnx` // as zencho-model.json has it everywhere
      if ((wanted === undefined || wanted === dtype) && existsSync(join(folder, weights)))
        return { dtype, weights, subfolder }
    }
  }
  const expected = WEIGHT_FILES.filter(({ dtype }) => wanted === undefined || wanted === dtype)
  const reason = `expected one of ${expected.map(({ suffix }) => `onnx/model${suffix}.onnx`).join(', ')}`
  throw new FaqError('model_unusable', { path: folder, reason })
}

/** The files of the library sentence-transformers, where the model has them. */
function readSentenceTransformersRecipe(folder: string): Partial<EmbeddingRecipe> {
  const pooling = existsSync(join(folder, '1_Pooling/config.json'))
    ? readJson(folder, '1_Pooling/config.json', poolingSchema)
    : null
  const { prompts } = existsSync(join(folder, 'config_sentence_transformers.json'))
    ? readJson(folder, 'config_sentence_transformers.json', promptsSchema)
    : { prompts: {} as Record<string, string> }
  return withoutUndefined({
    pooling: pooling?.pooling_mode_cls_token ? 'cls' : pooling?.pooling_mode_lasttoken ? 'last' : undefined,
    queryPrefix: prompts['query'],
    passagePrefix: prompts['document'] ?? prompts['passage'],
  })
}

function readJson<T>(folder: string, file: string, schema: z.ZodType<T>): T {
  const path = join(folder, file)
  requireFile(folder, file)
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new FaqError('model_unusable', { path, reason: (cause as Error).message }, { cause })
  }
}

function requireFile(folder: string, file: string): void {
  if (!existsSync(join(folder, file))) {
    throw new FaqError('model_unusable', { path: folder, reason: `expected a file ${file}` })
  }
}

function withoutUndefined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
