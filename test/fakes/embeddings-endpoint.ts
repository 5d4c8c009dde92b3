// An OpenAI-compatible embeddings endpoint on 127.0.0.1 that behaves, or misbehaves, as it is told. Its vectors can be
// computed by hand: one dimension for each word that it knows, counted.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { drip, pour } from './chat-endpoint.ts'

export const ENDPOINT_WORDS = ['休暇', '旅費', '会議', '申請'] as const

/** What the endpoint does with a request. */
export type EndpointMode =
  | 'float'
  | 'base64'
  | 'shuffled'
  | 'hang'
  | 'garbage'
  | 'no json'
  | 'one too few'
  | 'other dimensions'
  | 'no number'
  | 'html'
  | 'drip'
  | 'huge'
  | 'empty'
  | { readonly status: number; readonly retryAfterMs?: number }

const HUGE_BYTES = 100_000_000

export interface EmbeddingsRequest {
  readonly model: string
  readonly input: readonly string[]
  readonly encoding_format?: string
  readonly dimensions?: number
}

export interface EmbeddingsEndpointStandIn extends AsyncDisposable {
  readonly baseUrl: string
  /** Every request, with its key and the time since the one before, in milliseconds. */
  readonly requests: readonly {
    readonly body: EmbeddingsRequest
    readonly authorization: string | undefined
    readonly sinceLastMs: number
  }[]
  /** The next requests get these modes, one each; those after them the last. */
  readonly behave: (...modes: readonly [EndpointMode, ...EndpointMode[]]) => void
}

export async function openEmbeddingsEndpoint(): Promise<EmbeddingsEndpointStandIn> {
  const requests: EmbeddingsEndpointStandIn['requests'][number][] = []
  let modes: readonly EndpointMode[] = ['float']
  let lastAt = performance.now()
  const server = createServer((request, response) => {
    void handle(request, response)
  })
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request)
    const now = performance.now()
    requests.push({ body, authorization: request.headers.authorization, sinceLastMs: now - lastAt })
    lastAt = now
    const [mode = 'float', ...rest] = modes
    if (rest.length > 0) modes = rest
    answer(response, body, mode)
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    behave: (...wanted) => void (modes = wanted),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<EmbeddingsRequest> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text) as EmbeddingsRequest
}

function answer(response: ServerResponse, body: EmbeddingsRequest, mode: EndpointMode): void {
  if (mode === 'hang') return
  if (typeof mode === 'object') {
    const { status, retryAfterMs } = mode
    if (retryAfterMs !== undefined) response.setHeader('retry-after', String(retryAfterMs / 1000))
    return send(response, status, { error: { message: 'refused by the stand-in' } })
  }
  if (mode === 'no json') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data": [')
    return
  }
  if (mode === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>')
  if (mode === 'empty') return void response.writeHead(200, { 'content-type': 'application/json' }).end()
  if (mode === 'huge') return pour(json(response), ' '.repeat(64_000), HUGE_BYTES)
  if (mode === 'drip') return drip(json(response), '{"data": ['.repeat(1_000))
  if (mode === 'garbage') return send(response, 200, { vectors: 'none' })
  send(response, 200, { object: 'list', model: body.model, usage: {}, data: embeddings(body, mode) })
}

function embeddings({ input, dimensions }: EmbeddingsRequest, mode: Exclude<EndpointMode, object>): readonly unknown[] {
  const vectors = input.map(text => {
    const counts = ENDPOINT_WORDS.map(word => text.split(word).length - 1)
    return mode === 'other dimensions' ? [...counts, 1] : counts.slice(0, dimensions ?? counts.length)
  })
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector, mode) }))
  if (mode === 'one too few') return data.slice(1)
  return mode === 'shuffled' ? data.toReversed() : data
}

function encode(vector: readonly number[], mode: EndpointMode): unknown {
  if (mode === 'no number') return Buffer.from(Float32Array.from(vector, () => Number.NaN).buffer).toString('base64')
  return mode === 'base64' ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector
}

function json(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'application/json' })
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
