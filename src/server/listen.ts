// Starts and stops listening, with limits on slow clients and words for a port that is taken.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Express } from 'express'
import { FaqError } from '../core/errors.ts'
import { problemBody } from './problem.ts'

/** A browser sends its headers at once and a question within seconds; slower ones only hold the door. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
const CONNECTIONS_MAX = 2_000
/** While closing, idle connections are looked for this often. */
const IDLE_SWEEP_MS = 50

export interface Listening {
  readonly url: string
  readonly server: Server
  /** Lets running requests finish, up to `graceMs`, then closes what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

export async function listen(app: Express, host: string, port: number): Promise<Listening> {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, app)
  server.maxConnections = CONNECTIONS_MAX
  server.on('clientError', refuseBroken)
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  const shownHost = host.includes(':') ? `[${host}]` : host === '127.0.0.1' ? 'localhost' : host
  return { url: `http://${shownHost}:${actual}`, server, close: graceMs => close(server, graceMs, app) }
}

/** What cannot be read as HTTP never reaches the application; it gets a problem document all the same. */
function refuseBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { status, reason } = BROKEN[error.code ?? ''] ?? { status: 400, reason: 'Bad Request' }
  const fault = new FaqError('bad_input', { field: 'address', expected: 'HTTP/1.1', got: reason })
  const body = problemBody(fault, status)
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

const BROKEN: Readonly<Record<string, { readonly status: number; readonly reason: string }>> = {
  HPE_HEADER_OVERFLOW: { status: 431, reason: 'Request Header Fields Too Large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, reason: 'Request Timeout' },
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') return new FaqError('port_in_use', { host, port }, { cause: error })
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new FaqError('config', { problems: [`HOST / PORT: ${host}:${port} (${error.code})`] }, { cause: error })
  }
  return error
}

/** `stopping` asks answers without an end, as feeds are, to end. */
function close(server: Server, graceMs: number, app: Express): Promise<void> {
  app.emit('stopping')
  return new Promise(resolve => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs)
    // A connection kept alive becomes idle only after its running request: without looking again it would hold us up.
    const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
    server.close(() => {
      clearTimeout(force)
      clearInterval(sweep)
      resolve()
    })
    server.closeIdleConnections()
  })
}
