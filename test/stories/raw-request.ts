// HTTP requests as `fetch` would never send them: any path, any header, any bytes.
import { Agent, request } from 'node:http'
import { connect } from 'node:net'

export interface RawRequest {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

export interface RawResponse {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Sends requests to one port over a few connections that are kept open. */
export function openRawClient(port: number): AsyncDisposable & { send: (raw: RawRequest) => Promise<RawResponse> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  const send = ({ method = 'GET', path, headers = {}, body }: RawRequest) => {
    return new Promise<RawResponse>((resolve, reject) => {
      const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
      const options = { host: '127.0.0.1', port, agent, method, path, headers: { ...length, ...headers } }
      const sent = request(options, incoming => {
        const chunks: Buffer[] = []
        incoming.on('error', reject)
        incoming.on('data', (chunk: Buffer) => void chunks.push(chunk))
        incoming.on('end', () => {
          const received = new Headers()
          for (const [name, values] of Object.entries(incoming.headersDistinct)) {
            for (const value of values ?? []) received.append(name, value)
          }
          resolve({ status: incoming.statusCode ?? 0, headers: received, text: Buffer.concat(chunks).toString('utf8') })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
  return {
    send,
    [Symbol.asyncDispose]: async () => agent.destroy(),
  }
}

/** Writes bytes to a socket and gives back whatever comes until the other side closes it. */
export function sendBytes(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk: Buffer) => void chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')))
  })
}
