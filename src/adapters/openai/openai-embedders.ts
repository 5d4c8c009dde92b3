// An OpenAI-compatible endpoint as a source of embedders. What it gives (dimensions, the cosine of unrelated texts) is
// asked once and stored as the fitted model's parameters: a start needs no network.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { FaqError } from '../../core/errors.ts'
import type { Embedder } from '../../core/ports/embedder.ts'
import type { EmbedderSource } from '../../core/ports/embedder-source.ts'
import type { FittedModel } from '../../core/ports/unit-store.ts'
import { type EmbeddingRecipe, familyOf } from '../embedders/model-families.ts'
import { meanUnrelatedCosine, PROBE_TEXTS } from '../embedders/probe-texts.ts'
import { type EmbeddingsClient, type EmbeddingsEndpoint, openEmbeddingsClient } from './embeddings-client.ts'

/** Two requests at once, twice. */
const TEXTS_PER_STEP = 256

const parametersSchema = z.object({
  dimensions: z.int().positive(),
  unrelatedCosine: z.number().min(0).max(1),
})

/** Opens no connection before a text is to be embedded. Prefixes are those of the model's family, by its name. */
export function openOpenaiEmbedders(endpoint: EmbeddingsEndpoint): EmbedderSource {
  const client = openEmbeddingsClient(endpoint)
  const { recipe } = familyOf([endpoint.model])
  const id = modelIdOf(endpoint, recipe)
  return {
    learnsFromRegistry: false,
    fit: async () => {
      const texts = PROBE_TEXTS.map(text => recipe.queryPrefix + text)
      const vectors = await client.embed(texts)
      const parameters = { dimensions: vectors[0]?.length ?? 0, unrelatedCosine: meanUnrelatedCosine(vectors) }
      return { id, parameters: Buffer.from(JSON.stringify(parameters)), fittedUnits: 0 }
    },
    open: async model => (model.id === id ? toEmbedder(model, recipe, client, endpoint) : null),
  }
}

/** 「model@host+0123456789ab」: the same name may stand for another model elsewhere, so the address is a part of it. */
function modelIdOf({ baseUrl, model, dimensions }: EmbeddingsEndpoint, recipe: EmbeddingRecipe): string {
  const content = JSON.stringify([baseUrl, model, dimensions, recipe.queryPrefix, recipe.passagePrefix])
  return `${model}@${new URL(baseUrl).host}+${createHash('sha256').update(content).digest('hex').slice(0, 12)}`
}

function toEmbedder(
  model: FittedModel,
  { queryPrefix, passagePrefix, denseWeight }: EmbeddingRecipe,
  client: EmbeddingsClient,
  { baseUrl }: EmbeddingsEndpoint,
): Embedder {
  const { dimensions, unrelatedCosine } = parametersSchema.parse(
    JSON.parse(Buffer.from(model.parameters).toString('utf8')),
  )
  return {
    modelId: model.id,
    dimensions,
    unrelatedCosine,
    denseWeight,
    textsPerStep: TEXTS_PER_STEP,
    embed: async (inputs, role, signal) => {
      const prefix = role === 'question' ? queryPrefix : passagePrefix
      const vectors = await client.embed(
        inputs.map(({ text }) => prefix + text),
        signal,
      )
      const wrong = vectors.find(vector => vector.length !== dimensions)
      if (wrong === undefined) return vectors
      const detail = `expected ${dimensions} dimensions, got ${wrong.length}`
      throw new FaqError('embedding_service', { endpoint: baseUrl, problem: 'bad_reply', detail })
    },
  }
}
