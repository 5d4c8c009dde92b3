// A chat model behind any endpoint that speaks as OpenAI's does. One streamed request at a time, no second try, nothing
// followed, no tool offered; every ending is told as a piece in words an operator can act on.

import type OpenAI from 'openai'
import { z } from 'zod'
import type { ChatModel, ChatPiece, ChatRequest, ChatTrouble } from '../../core/ports/chat-model.ts'
import { clientOptions } from './client-options.ts'
import { detailOf, problemOf } from './describe-failure.ts'
import { BadReply, guardedFetch, type LookUp } from './guarded-fetch.ts'

export interface ChatEndpoint {
  /** Up to and without `/chat/completions`. Set by the operator, never by what somebody asks. */
  readonly baseUrl: string
  /** Empty for a server that asks for none. */
  readonly apiKey: string
  readonly model: string
  /** How a name becomes addresses; the system's way when not given. */
  readonly lookUp?: LookUp
}

/** Servers wrap each token in some 300 bytes, with all they can say of it in 1,000. */
const BYTES_PER_TOKEN_MAX = 1_300
/** What every reply may take, however short it was to be: several are read at the same time. */
const REPLY_BYTES_MIN = 2_000_000

/** Beyond the time limits of the calls: it ends only what was forgotten. */
const CONNECTION_LIMIT_MS = 60_000

const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
})

const refusalSchema = z.object({ status: z.int(), headers: z.instanceof(Headers).optional() })

/** Opens no connection before the first request. */
export function openChatModel(endpoint: ChatEndpoint): ChatModel {
  let client: Promise<OpenAI> | null = null
  let knowsSchemas = true
  return {
    host: new URL(endpoint.baseUrl).host,
    name: endpoint.model,
    write: async function* ({ schema, ...request }, signal) {
      const shaped = schema !== undefined && knowsSchemas
      try {
        client ??= openClient(endpoint)
        yield* readStream(await client, endpoint, { request: shaped ? { ...request, schema } : request, signal })
      } catch (error) {
        // Many servers refuse what they do not know: whoever asks again, asks without.
        if (shaped && REFUSED_REQUEST.has(statusOf(error) ?? 0)) knowsSchemas = false
        yield describe(error, endpoint)
      }
    },
  }
}

/** What servers say to a parameter that they do not know. */
const REFUSED_REQUEST: ReadonlySet<number> = new Set([400, 422, 501])

function statusOf(error: unknown): number | undefined {
  return refusalSchema.safeParse(error).data?.status
}

/** Loaded when first needed. Its own retries are off. */
async function openClient(endpoint: ChatEndpoint): Promise<OpenAI> {
  const { default: OpenAIClient } = await import('openai')
  return new OpenAIClient({
    ...clientOptions(endpoint),
    timeout: CONNECTION_LIMIT_MS,
    maxRetries: 0,
    fetch: fetchFor(endpoint, 0),
  })
}

/** Reads no more than so many tokens can take. */
function fetchFor({ lookUp }: ChatEndpoint, tokensMax: number): typeof fetch {
  return guardedFetch({
    ...(lookUp !== undefined && { lookUp }),
    replyBytesMax: Math.max(REPLY_BYTES_MIN, tokensMax * BYTES_PER_TOKEN_MAX),
    contentType: /^text\/event-stream\b/iu,
  })
}

/** What the library throws for a status carries it, with the headers. */
function describe(error: unknown, { apiKey }: ChatEndpoint): ChatTrouble {
  const { status, headers } = refusalSchema.safeParse(error).data ?? {}
  const detail = status === undefined ? detailOf(error, apiKey) : `HTTP ${status}`
  return { kind: 'trouble', problem: problemOf(error, status), detail, retryAfterMs: retryAfterMs(headers) }
}

interface Asking {
  readonly request: ChatRequest
  readonly signal: AbortSignal
}

async function* readStream(
  client: OpenAI,
  endpoint: ChatEndpoint,
  { request, signal }: Asking,
): AsyncGenerator<ChatPiece> {
  const limited = client.withOptions({ fetch: fetchFor(endpoint, request.tokensMax) })
  const stream = await limited.chat.completions.create(toBody(endpoint, request), { signal })
  let finish: string | null = null
  for await (const chunk of stream) {
    const choice = chunkSchema.safeParse(chunk).data?.choices?.[0]
    const text = choice?.delta?.content ?? ''
    if (text !== '') yield { kind: 'text', text }
    finish = choice?.finish_reason ?? finish
    if (finish !== null) break // what may follow is bookkeeping: nobody waits for it
  }
  if (finish === null) throw new BadReply('the stream ended without a finish reason')
  yield { kind: 'end', isCut: finish !== 'stop' }
}

/** OpenAI's own models refuse `max_tokens` and a temperature; most other servers know nothing else. */
function toBody({ baseUrl, model }: ChatEndpoint, { system, user, tokensMax, schema }: ChatRequest) {
  const isOpenai = new URL(baseUrl).hostname === 'api.openai.com'
  const limits = isOpenai ? { max_completion_tokens: tokensMax } : { max_tokens: tokensMax, temperature: 0 }
  return {
    model,
    messages: [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: user },
    ],
    stream: true as const,
    ...limits,
    ...(schema !== undefined && {
      response_format: {
        type: 'json_schema' as const,
        json_schema: { name: schema.name, schema: { ...schema.shape }, strict: true },
      },
    }),
  }
}

function retryAfterMs(headers: Headers | undefined): number | null {
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null
}
