// Requests on kept connections, few of whose own costs are paid by the machine that is measured: what came back, or that nothing did.
import { Agent, type IncomingMessage, request } from 'node:http'

export interface Sending {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

export interface Came {
  /** 0 where no answer came. */
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
  /** Why no answer came, as Node names it. */
  readonly broken: string | null
}

export interface Client {
  readonly send: (sending: Sending) => Promise<Came>
  readonly close: () => void
}

/** Longer than any target: what has not answered by then is an error. */
const PATIENCE_MS = 60_000

export function openClient(port: number, connections: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return { send: sending => send(port, agent, sending), close: () => agent.destroy() }
}

function send(port: number, agent: Agent, sending: Sending): Promise<Came> {
  const { path, method = 'GET', headers = {}, body } = sending
  return new Promise(resolve => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const options = { host: '127.0.0.1', port, path, method, headers: { ...headers, ...length }, agent }
    const sent = request({ ...options, timeout: PATIENCE_MS })
    const breakWith = (broken: string) => resolve({ status: 0, headers: {}, body: '', broken })
    sent.on('response', response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', (error: NodeJS.ErrnoException) => breakWith(error.code ?? error.message))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, broken: null })
      })
    })
    sent.on('timeout', () => sent.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })))
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A kept connection that the server ended just now: every browser sends again (RFC 9112, 9.3.1), and so does this.
      if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(send(port, agent, sending))
      else breakWith(error.code ?? error.message)
    })
    sent.end(body)
  })
}

export function askJson(question: string): Sending {
  const headers = { 'Content-Type': 'application/json' }
  return { path: '/api/v1/ask', method: 'POST', headers, body: JSON.stringify({ question }) }
}
