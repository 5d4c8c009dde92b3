// Starts and stops listening, with limits on slow clients and words for a port that is taken.
import { createServer, type Server } from 'node:http'
import { type AddressInfo, Server as NetServer } from 'node:net'
import type { Duplex } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Express } from 'express'
import { FaqError } from '../core/errors.ts'
import { problemBody } from './problem.ts'

/** A browser sends its headers at once and a question within seconds; slower ones only hold the door. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
/** Node looks every 30 s unless told: a limit of 10 s would be one of 40. */
const CHECK_SLOW_MS = 2_000
const CONNECTIONS_MAX = 2_000
/** Longer than proxies keep theirs (60 to 120 s): one that ends first under their next request costs that request. */
const KEEP_ALIVE_MS = 125_000
/** When so many are open, idle ones make room for who comes. */
const CONNECTIONS_CROWDED = 1_500
const MAKE_ROOM_EVERY_MS = 1_000
/** One that is never given up never moves to a server that has taken over. */
const REQUESTS_PER_CONNECTION_MAX = 10_000
/** While closing, idle connections are looked for this often. */
const IDLE_SWEEP_MS = 50
/** Longer than a busy event loop takes to read what has come in. */
const DRAIN_MS = 1_000

export interface Listening {
  readonly url: string
  readonly server: Server
  /** Lets running requests finish, up to `graceMs`, then closes what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

export async function listen(app: Express, host: string, port: number): Promise<Listening> {
  const limits = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connectionsCheckingInterval: CHECK_SLOW_MS,
  }
  const server = createServer(limits, app)
  server.maxConnections = CONNECTIONS_MAX
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION_MAX
  makeRoom(server)
  server.on('clientError', refuseBroken)
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  const shownHost = host.includes(':') ? `[${host}]` : host === '127.0.0.1' ? 'localhost' : host
  return { url: `http://${shownHost}:${actual}`, server, close: graceMs => close(server, graceMs, app) }
}

function makeRoom(server: Server): void {
  let open = 0
  let madeAt = Number.NEGATIVE_INFINITY
  server.on('connection', socket => {
    open += 1
    socket.once('close', () => void (open -= 1))
    if (open < CONNECTIONS_CROWDED || performance.now() - madeAt < MAKE_ROOM_EVERY_MS) return
    madeAt = performance.now()
    server.closeIdleConnections()
  })
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
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    'Cache-Control: no-store',
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

/**
 * `stopping` asks answers without an end, as feeds are, to end. Then, so that nothing is lost that a client has sent: connections
 * that wait to be taken are taken; no new ones are; those that look idle, whose next request may be under way, get a while and one
 * more answer; and only then are they closed.
 */
async function close(server: Server, graceMs: number, app: Express): Promise<void> {
  app.emit('stopping')
  const closed = Promise.withResolvers<void>()
  const force = setTimeout(() => server.closeAllConnections(), graceMs)
  await takeWaiting(server, graceMs / 2)
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false
  })
  // http.Server would close what looks idle beside it; that of net.Server only takes no new connections.
  NetServer.prototype.close.call(server, () => closed.resolve())
  let sweep: NodeJS.Timeout | undefined
  const drain = setTimeout(
    () => {
      // A connection kept alive becomes idle only after its running request: without looking again it would hold us up.
      sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
    },
    Math.min(graceMs, DRAIN_MS),
  )
  await closed.promise
  clearTimeout(force)
  clearTimeout(drain)
  clearInterval(sweep)
}

/** The event loop takes one connection a turn: under load they queue up, and the system resets them with the listener. */
async function takeWaiting(server: Server, maxMs: number): Promise<void> {
  const until = performance.now() + maxMs
  let quietTurns = 0
  const onConnection = () => {
    quietTurns = -1
  }
  server.on('connection', onConnection)
  while (quietTurns < QUIET_TURNS && performance.now() < until) {
    await nextTurn()
    quietTurns += 1
  }
  server.off('connection', onConnection)
}

const QUIET_TURNS = 3
