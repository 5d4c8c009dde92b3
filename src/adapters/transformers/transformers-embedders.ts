// Sentence models in a local folder as a source of embedders. What a model is, its folder says; what it cannot say without
// being run (dimensions, the cosine of unrelated texts) is found once and stored as the fitted model's parameters, so that
// a start waits for no model.
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'
import type { Embedder } from '../../core/ports/embedder.ts'
import type { EmbedderSource } from '../../core/ports/embedder-source.ts'
import { meanUnrelatedCosine, PROBE_TEXTS } from '../embedders/probe-texts.ts'
import type { SentenceModelRunner } from './embed-here.ts'
import { identifyModel, type ModelFolder, readModelFolder } from './model-folder.ts'
import type { SentenceModelSettings } from './sentence-model.ts'

export interface TransformersEmbedders extends EmbedderSource {
  readonly close: () => Promise<void>
}

export interface TransformersOptions {
  readonly folder: string
  /** Threads that one text may use; null: as many as there are cores. */
  readonly threads: number | null
  readonly run: (settings: SentenceModelSettings) => SentenceModelRunner
}

/** Below a second of work for a base-sized model on two cores. */
const TEXTS_PER_STEP = 32

const parametersSchema = z.object({
  folder: z.string(),
  dimensions: z.int().positive(),
  unrelatedCosine: z.number().min(0).max(1),
})
type Parameters = z.infer<typeof parametersSchema>

/** Reads nothing before the first call, whose promise rejects with `model_unusable` where the folder holds no model. */
export function openTransformersEmbedders(options: TransformersOptions): TransformersEmbedders {
  let opened: Promise<OpenedModel> | null = null
  const open = () => {
    opened ??= openModel(options).catch((error: unknown) => {
      opened = null // it may be repaired while we run
      throw error
    })
    return opened
  }
  return {
    learnsFromRegistry: false,
    fit: async () => {
      const { id, runner } = await open()
      const parameters = await measure(runner, options.folder)
      return { id, parameters: Buffer.from(JSON.stringify(parameters)), fittedUnits: 0 }
    },
    open: async model => {
      const parameters = readParameters(model.parameters)
      if (parameters === null) return null
      const { id, folder, runner } = await open()
      return id === model.id ? toEmbedder(id, folder, parameters, runner) : null
    },
    close: async () => {
      const model = await opened?.catch(() => null)
      await model?.runner.close()
    },
  }
}

/** The folder of a model that was fitted here, whether it is still there or not; null for a model of another kind. */
export function folderOfModel(parameters: Uint8Array): string | null {
  return readParameters(parameters)?.folder ?? null
}

interface OpenedModel {
  readonly id: string
  readonly folder: ModelFolder
  readonly runner: SentenceModelRunner
}

async function openModel({ folder: path, threads, run }: TransformersOptions): Promise<OpenedModel> {
  const folder = readModelFolder(path)
  const id = await identifyModel(folder)
  return { id, folder, runner: run({ files: folder.files, recipe: folder.recipe, threads }) }
}

async function measure(runner: SentenceModelRunner, folder: string): Promise<Parameters> {
  const questions = await runner.embed(PROBE_TEXTS, 'question')
  const dimensions = questions[0]?.length ?? 0
  if (dimensions === 0) throw new FaqError('model_unusable', { path: folder, reason: 'its vectors have no dimension' })
  return { folder, dimensions, unrelatedCosine: meanUnrelatedCosine(questions) }
}

function readParameters(bytes: Uint8Array): Parameters | null {
  try {
    return parametersSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    return null // another source's parameters
  }
}

function toEmbedder(
  modelId: string,
  { files, recipe }: ModelFolder,
  { dimensions, unrelatedCosine }: Parameters,
  runner: SentenceModelRunner,
): Embedder {
  return {
    modelId,
    dimensions,
    unrelatedCosine,
    denseWeight: recipe.denseWeight,
    textsPerStep: TEXTS_PER_STEP,
    prepare: runner.load,
    embed: async (inputs, role, signal) => {
      const vectors = await runner.embed(
        inputs.map(input => input.text),
        role,
        signal,
      )
      const wrong = vectors.find(vector => vector.length !== dimensions)
      if (wrong === undefined) return vectors
      const reason = `expected ${dimensions} dimensions, got ${wrong.length}`
      throw new FaqError('model_unusable', { path: files.folder, reason })
    },
  }
}
