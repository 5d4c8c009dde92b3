// Starts and stops listening, with limits on slow clients and words for a port that is taken.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { FaqError } from '../core/errors.ts'

/** A browser sends its headers at once and a question within seconds; slower ones only hold the door. */
const HEADERS_TIMEOUT_MS = 10_000
const REQUEST_TIMEOUT_MS = 30_000
const CONNECTIONS_MAX = 2_000

export interface Listening {
  readonly url: string
  readonly server: Server
  /** Lets running requests finish, up to `graceMs`, then closes what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

export async function listen(app: Express, host: string, port: number): Promise<Listening> {
  const server = createServer({ headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS }, app)
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  const shownHost = host.includes(':') ? `[${host}]` : host === '127.0.0.1' ? 'localhost' : host
  return { url: `http://${shownHost}:${actual}`, server, close: graceMs => close(server, graceMs) }
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') return new FaqError('port_in_use', { host, port }, { cause: error })
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new FaqError('config', { problems: [`HOST / PORT: ${host}:${port} (${error.code})`] }, { cause: error })
  }
  return error
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise(resolve => {
    const force = setTimeout(() => server.closeAllConnections(), graceMs)
    force.unref()
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
