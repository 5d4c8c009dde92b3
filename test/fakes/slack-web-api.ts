// A stand-in for Slack's Web API: keeps what is posted, finds it again with its metadata, and fails as it is told to.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SlackCall {
  readonly method: string
  readonly token: string
  readonly args: Readonly<Record<string, string>>
}

export interface PostedMessage {
  readonly channel: string
  readonly thread_ts?: string | undefined
  readonly ts: string
  readonly text: string
  readonly metadata?: unknown
}

/** What to do with a call instead of answering it; null answers it as usual. */
export type Trouble =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Slack refuses: `{ok: false, error}`. */
  | { readonly error: string }
  /** Slack does it, and the connection breaks before the answer. */
  | 'break after doing it'
  /** Slack never answers. */
  | 'hang'
  | null

export interface SlackWebApi {
  /** Base address, as SLACK_API_URL. */
  readonly url: string
  readonly calls: readonly SlackCall[]
  /** What was posted with chat.postMessage and through response urls, in order. */
  readonly posted: readonly PostedMessage[]
  readonly callsOf: (method: string) => readonly SlackCall[]
  /** Asked before each call; the later one replaces the earlier. */
  readonly trouble: (decide: (call: SlackCall, count: number) => Trouble) => void
  /** Answers a method that is not built in, or instead of what is. */
  readonly answer: (method: string, body: (call: SlackCall) => Readonly<Record<string, unknown>>) => void
  /** Resolves when so many messages have been posted. */
  readonly postedCount: (count: number) => Promise<void>
  readonly close: () => Promise<void>
}

const BOT = {
  ok: true,
  url: 'https://shiomi.slack.com/',
  team: '汐見県',
  user: 'faq',
  team_id: 'T1',
  user_id: 'UBOT',
  bot_id: 'BBOT',
}

export async function openSlackWebApi(scopes: readonly string[] = []): Promise<SlackWebApi> {
  const calls: SlackCall[] = []
  const posted: PostedMessage[] = []
  const answers = new Map<string, (call: SlackCall) => Readonly<Record<string, unknown>>>()
  const watchers: { readonly count: number; readonly resolve: () => void }[] = []
  let decide: (call: SlackCall, count: number) => Trouble = () => null

  const post = (message: Omit<PostedMessage, 'ts'>) => {
    const ts = `1796007600.${String(posted.length + 1).padStart(6, '0')}`
    posted.push({ ...message, ts })
    for (const { count, resolve } of watchers) if (posted.length >= count) resolve()
    return ts
  }
  const perform = (call: SlackCall): Readonly<Record<string, unknown>> => {
    const { method, args } = call
    const own = answers.get(method)
    if (own !== undefined) return own(call)
    if (method === 'auth.test') return BOT
    if (method === 'chat.postMessage') {
      const metadata: unknown = args['metadata'] === undefined ? undefined : JSON.parse(args['metadata'])
      const { channel = '', text = '', thread_ts } = args
      return { ok: true, channel, ts: post({ channel, text, thread_ts, metadata }) }
    }
    if (method === 'conversations.history' || method === 'conversations.replies') {
      const inThread = method === 'conversations.replies'
      const messages = posted.filter(({ channel, thread_ts }) => {
        return channel === args['channel'] && (inThread ? thread_ts === args['ts'] : thread_ts === undefined)
      })
      const shown =
        args['include_all_metadata'] === 'true'
          ? messages
          : messages.map(message => ({ ...message, metadata: undefined }))
      return { ok: true, messages: shown, has_more: false }
    }
    return { ok: true }
  }

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const call = await readCall(request)
    calls.push(call)
    const trouble = decide(call, calls.filter(({ method }) => method === call.method).length)
    if (trouble === 'hang') return
    if (trouble === 'break after doing it') {
      perform(call)
      response.destroy()
    } else if (trouble !== null && 'status' in trouble) {
      response.writeHead(trouble.status, { ...trouble.headers })
      response.end(trouble.body ?? '')
    } else send(response, trouble === null ? perform(call) : { ok: false, error: trouble.error }, scopes)
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/`,
    calls,
    posted,
    callsOf: name => calls.filter(({ method }) => method === name),
    trouble: next => {
      decide = next
    },
    answer: (method, body) => void answers.set(method, body),
    postedCount: count =>
      new Promise(resolve => (posted.length >= count ? resolve() : watchers.push({ count, resolve }))),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readCall(request: IncomingMessage): Promise<SlackCall> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const args = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')))
  const method = new URL(request.url ?? '/', 'http://stand-in').pathname.split('/').at(-1) ?? ''
  return { method, token: (request.headers.authorization ?? '').replace('Bearer ', ''), args }
}

function send(response: ServerResponse, body: Readonly<Record<string, unknown>>, scopes: readonly string[]): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-oauth-scopes': scopes.join(',') }
  response.writeHead(200, { ...headers, 'x-slack-req-id': randomUUID() })
  response.end(JSON.stringify(body))
}
