// One embeddings endpoint that speaks as OpenAI's does: sends texts in requests of a size that servers take, checks every
// reply to the last number, and tells what is wrong in words an operator can act on.

import type OpenAI from 'openai'
import { z } from 'zod'
import { FaqError, type ServiceProblem } from '../../core/errors.ts'
import { normaliseLength } from '../../core/search/vector.ts'
import { clientOptions } from './client-options.ts'
import { detailOf, problemOf } from './describe-failure.ts'
import { guardedFetch, type LookUp } from './guarded-fetch.ts'

export interface EmbeddingsEndpoint {
  /** Up to and without `/embeddings`. */
  readonly baseUrl: string
  /** Empty for a server that asks for none. */
  readonly apiKey: string
  readonly model: string
  /** Asked for where the model can shorten its vectors; null for the model's own. */
  readonly dimensions: number | null
  /** Longest wait for one reply, in milliseconds. */
  readonly timeoutMs: number
  /** Times that a request is sent again after 408, 409, 429, 5xx or a broken connection, with growing pauses. */
  readonly retries: number
  /** How a name becomes addresses; the system's way when not given. */
  readonly lookUp?: LookUp
}

export interface EmbeddingsClient {
  /** Unit-length vectors of one length, in order. Rejects with `embedding_service`, or as `signal` says. */
  readonly embed: (texts: readonly string[], signal?: AbortSignal) => Promise<readonly Float32Array[]>
}

/** Below what OpenAI (2,048 texts, 300,000 tokens), Azure and the common local servers take in one request. */
const REQUEST_TEXTS_MAX = 64
const REQUEST_CHARACTERS_MAX = 32_000
/** Sixty-four vectors of 4,096 numbers, written out, with room: what is longer is no list of ours. */
const REPLY_BYTES_MAX = 16_000_000
/** More would only meet a rate limit sooner. */
const CONCURRENT_REQUESTS = 2

const replySchema = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.union([z.array(z.number()), z.base64()]) })),
})

/** Opens no connection before the first text. */
export function openEmbeddingsClient(endpoint: EmbeddingsEndpoint): EmbeddingsClient {
  let library: Promise<Library> | null = null
  const send = async (texts: readonly string[], signal: AbortSignal | undefined) => {
    library ??= loadLibrary(endpoint)
    const { client, describe } = await library
    try {
      return readReply(await request(client, endpoint, texts, signal), texts.length, endpoint)
    } catch (error) {
      if (signal?.aborted === true || error instanceof FaqError) throw error
      const { problem, detail } = describe(error)
      throw new FaqError('embedding_service', { endpoint: endpoint.baseUrl, problem, detail }, { cause: error })
    }
  }
  return {
    embed: async (texts, signal) => {
      const batches = splitIntoRequests(texts)
      const made: (readonly Float32Array[])[] = []
      const queue = batches.entries()
      const work = async () => {
        for (const [i, batch] of queue) made[i] = await send(batch, signal)
      }
      await Promise.all(Array.from({ length: CONCURRENT_REQUESTS }, work))
      return made.flat()
    },
  }
}

interface Library {
  readonly client: OpenAI
  readonly describe: (error: unknown) => { readonly problem: ServiceProblem; readonly detail: string }
}

/** Loaded when first needed. */
async function loadLibrary(endpoint: EmbeddingsEndpoint): Promise<Library> {
  const { default: OpenAIClient } = await import('openai')
  const client = new OpenAIClient({
    ...clientOptions(endpoint),
    timeout: endpoint.timeoutMs,
    maxRetries: endpoint.retries,
    fetch: guardedFetch({
      ...(endpoint.lookUp !== undefined && { lookUp: endpoint.lookUp }),
      replyBytesMax: REPLY_BYTES_MAX,
      contentType: /^application\/json\b/iu,
    }),
  })
  const describe: Library['describe'] = error => {
    if (!(error instanceof OpenAIClient.APIError))
      return { problem: 'bad_reply', detail: detailOf(error, endpoint.apiKey) }
    const status: number | undefined = error.status
    const detail = status === undefined ? detailOf(error, endpoint.apiKey) : `HTTP ${status}`
    return { problem: problemOf(error, status), detail }
  }
  return { client, describe }
}

/** Floats are asked for by name: of some servers the library's own default, base64, is not understood. */
function request(
  client: OpenAI,
  { model, dimensions }: EmbeddingsEndpoint,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return client.embeddings.create(
    { model, input: [...texts], encoding_format: 'float', ...(dimensions !== null && { dimensions }) },
    signal === undefined ? {} : { signal, maxRetries: 0 },
  )
}

/** One vector a text, in the order of the texts, whichever form and order the server chose. */
function readReply(
  reply: unknown,
  count: number,
  { baseUrl, dimensions }: EmbeddingsEndpoint,
): readonly Float32Array[] {
  const refuse = (detail: string) =>
    new FaqError('embedding_service', { endpoint: baseUrl, problem: 'bad_reply', detail })
  const parsed = replySchema.safeParse(reply)
  if (!parsed.success) throw refuse('expected {data: [{index, embedding}]}')
  const byIndex = new Map(parsed.data.data.map(({ index, embedding }) => [index, toVector(embedding)]))
  const vectors = Array.from({ length: count }, (_, i) => byIndex.get(i)).filter(vector => vector !== undefined)
  if (vectors.length !== count || parsed.data.data.length !== count) {
    throw refuse(`expected ${count} embeddings, got ${parsed.data.data.length}`)
  }
  const wanted = dimensions ?? vectors[0]?.length ?? 0
  const wrong = vectors.find(vector => vector.length !== wanted || vector.length === 0)
  if (wrong !== undefined) throw refuse(`expected ${wanted} dimensions, got ${wrong.length}`)
  if (!vectors.every(vector => vector.every(Number.isFinite))) throw refuse('expected finite numbers')
  return vectors.map(normaliseLength)
}

function toVector(embedding: readonly number[] | string): Float32Array {
  if (typeof embedding !== 'string') return Float32Array.from(embedding)
  const bytes = Buffer.from(embedding, 'base64')
  return bytes.length % 4 === 0 ? new Float32Array(new Uint8Array(bytes).buffer) : new Float32Array(0)
}

/** An empty text is an error to most servers: a blank stands for it. */
export function splitIntoRequests(texts: readonly string[]): readonly (readonly string[])[] {
  const requests: string[][] = []
  let current: string[] = []
  let characters = 0
  for (const text of texts.map(given => (given === '' ? ' ' : given))) {
    const isFull = current.length === REQUEST_TEXTS_MAX || characters + text.length > REQUEST_CHARACTERS_MAX
    if (current.length > 0 && isFull) {
      requests.push(current)
      current = []
      characters = 0
    }
    current.push(text)
    characters += text.length
  }
  if (current.length > 0) requests.push(current)
  return requests
}
