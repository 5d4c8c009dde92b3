// A chat endpoint on 127.0.0.1 that misbehaves as it is told, down to the bytes: what a well-made mock server cannot do.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type ChatEndpointMode =
  | { readonly answer: string }
  /** Answers as it is told to by what it is asked. */
  | { readonly respond: (prompt: Prompt) => string }
  /** Tells of an error with these words, within the stream. */
  | { readonly errorEvent: string }
  /** Writes this much, then hangs. */
  | { readonly begin: string }
  | 'hang'
  | 'hang after headers'
  | 'drip'
  | 'html'
  | 'truncated'
  | 'cut off'
  | 'invalid json'
  | 'other shape'
  | 'error event'
  | 'empty'
  | 'no body'
  /** Six thousand tokens, with everything that servers say of each. */
  | 'wordy'
  | 'huge stream'
  | 'huge line'
  | 'huge json'
  | { readonly status: number; readonly retryAfter?: string; readonly bodyBytes?: number; readonly location?: string }

export interface ChatEndpointStandIn extends AsyncDisposable {
  readonly baseUrl: string
  readonly requests: readonly {
    readonly path: string
    readonly authorization: string | undefined
    readonly body: Record<string, unknown>
  }[]
  /** Bytes of the reply to the last request that the other side took. */
  readonly bytesTaken: () => number
  /** Resolves when the next request has come. */
  readonly arrived: () => Promise<void>
  /** The next requests get these modes, one each; those after them the last. */
  readonly behave: (...modes: readonly [ChatEndpointMode, ...ChatEndpointMode[]]) => void
}

export async function openChatEndpoint(): Promise<ChatEndpointStandIn> {
  const requests: ChatEndpointStandIn['requests'][number][] = []
  let modes: readonly ChatEndpointMode[] = ['hang']
  let bytes = () => 0
  let tellArrived = () => {}
  const server = createServer((request, response) => void handle(request, response))
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '', socket } = request
    bytes = () => socket.bytesWritten
    requests.push({ path: url, authorization: request.headers.authorization, body: await readBody(request) })
    tellArrived()
    const [mode = 'hang', ...rest] = modes
    if (rest.length > 0) modes = rest
    answer(response, mode, promptOf(requests.at(-1)?.body))
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    bytesTaken: () => bytes(),
    arrived: () => new Promise(resolve => void (tellArrived = resolve)),
    behave: (...wanted) => void (modes = wanted),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return JSON.parse(text) as Record<string, unknown>
}

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`
const delta = (content: string) => event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })
const WORDY = event({ id: 'x'.repeat(350), choices: [{ index: 0, delta: { content: '年' }, finish_reason: null }] })
const STOP = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
const DONE = 'data: [DONE]\n\n'
const HUGE_BYTES = 100_000_000
const DRIP_MS = 20

interface Prompt {
  readonly system: string
  readonly user: string
}

function promptOf(body: Record<string, unknown> | undefined): Prompt {
  const messages = (body?.['messages'] ?? []) as readonly { readonly role: string; readonly content: string }[]
  const said = (role: string) => messages.find(message => message.role === role)?.content ?? ''
  return { system: said('system'), user: said('user') }
}

function answer(response: ServerResponse, mode: ChatEndpointMode, prompt: Prompt): void {
  if (mode === 'hang') return
  if (typeof mode === 'object') {
    if ('status' in mode) refuse(response, mode)
    else if ('errorEvent' in mode) streamed(response).end(event({ error: { message: mode.errorEvent } }))
    else if ('begin' in mode) streamed(response).write(delta(mode.begin))
    else if ('respond' in mode) streamed(response).end(`${delta(mode.respond(prompt))}${STOP}${DONE}`)
    else streamed(response).end(`${delta('')}${delta(mode.answer)}${STOP}${DONE}`)
    return
  }
  MISBEHAVIOURS[mode](response)
}

function streamed(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
}

const MISBEHAVIOURS: Readonly<Record<Exclude<ChatEndpointMode, object | 'hang'>, (response: ServerResponse) => void>> =
  {
    html: response => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>'),
    'no body': response => void streamed(response).end(),
    'hang after headers': response => streamed(response).flushHeaders(),
    drip: response => drip(streamed(response), delta('年次有給休暇は').repeat(1_000)),
    truncated: response =>
      void streamed(response).end(`${delta('年次有給休暇は、庶務事務')}data: {"choices": [{"delta"`),
    'cut off': response =>
      void streamed(response).write(delta('年次有給休暇は、庶務事務'), () => void response.destroy()),
    'invalid json': response => void streamed(response).end('data: {"choices": [}\n\n'),
    'other shape': response =>
      void streamed(response).end(`${event({ text: 'answer' })}${event(['x'])}${event(null)}${DONE}`),
    'error event': response =>
      void streamed(response).end(event({ error: { message: 'out of memory', type: 'server_error' } })),
    empty: response => void streamed(response).end(`${STOP}${DONE}`),
    wordy: response => void streamed(response).end(`${WORDY.repeat(6_000)}${STOP}${DONE}`),
    'huge stream': response => pour(streamed(response), delta('あ'.repeat(1_000)), HUGE_BYTES),
    'huge line': response => pour(streamed(response), 'data: '.repeat(10_000), HUGE_BYTES),
    'huge json': response =>
      pour(response.writeHead(200, { 'content-type': 'application/json' }), ' '.repeat(64_000), HUGE_BYTES),
  }

function refuse(response: ServerResponse, mode: Extract<ChatEndpointMode, { readonly status: number }>): void {
  const { status, retryAfter, bodyBytes = 0, location } = mode
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
  if (location !== undefined) response.setHeader('location', location)
  response.writeHead(status, { 'content-type': 'application/json' })
  if (bodyBytes > 0) return pour(response, ' '.repeat(64_000), bodyBytes)
  response.end('{"error":{"message":"refused by the stand-in"}}')
}

/** As fast as the other side takes it. */
export function pour(response: ServerResponse, piece: string, bytes: number): void {
  let left = bytes
  const go = () => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length
      if (!response.write(piece)) {
        response.once('drain', go)
        return
      }
    }
    response.end()
  }
  go()
}

/** One byte at a time. */
export function drip(response: ServerResponse, text: string): void {
  const bytes = Buffer.from(text)
  let sent = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 1))
    sent += 1
  }, DRIP_MS)
  response.on('close', () => clearInterval(timer))
}
