// MCP over HTTP (streamable HTTP, without sessions): every POST stands alone, so nothing is kept between requests and any
// number of processes can serve. A page of another site cannot call it through a colleague's browser.
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import { json, type RequestHandler, Router } from 'express'
import { FaqError } from '../../src/core/errors.ts'
import { buildMcpServer } from './build-mcp-server.ts'
import type { McpDeps } from './mcp-deps.ts'

/** A question has at most 1,000 characters: a request that is larger asks for something else. */
const BODY_BYTES_MAX = 64 * 1024

export interface McpRouterDeps extends McpDeps {
  /** Origins of pages that may call, beside the product's own. */
  readonly allowedOrigins: readonly string[]
}

export function mcpRouter(deps: McpRouterDeps): Router {
  const router = Router()
  router
    .route('/')
    .all(noStore, allowOrigin(deps))
    .post(requireJson, json({ limit: BODY_BYTES_MAX, strict: true }), answer(deps))
    .all(refuse)
  return router
}

/** One server a request: a stateless transport must not be shared, ids of different clients would meet. */
function answer(deps: McpDeps): RequestHandler {
  return async (request, response) => {
    const server = buildMcpServer(deps)
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    response.once('close', () => void server.close())
    await server.connect(transport)
    await transport.handleRequest(request, response, request.body)
  }
}

/**
 * Only browsers send `Origin`. It is compared with names that are known beforehand and not with `Host`: under DNS
 * rebinding the attacker's own name stands in both.
 */
function allowOrigin({ publicUrl, allowedOrigins }: McpRouterDeps): RequestHandler {
  const known = new Set([new URL(publicUrl).origin, ...allowedOrigins])
  return (request, _response, next) => {
    const origin = request.get('Origin')
    const { localPort = 0 } = request.socket
    const allowed = origin === undefined || known.has(origin) || isLoopback(origin, localPort)
    next(allowed ? undefined : new FaqError('foreign_origin', { origin: origin.slice(0, 100) }))
  }
}

/** A page of this very server, opened on the machine it runs on. */
function isLoopback(origin: string, port: number): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].some(host => origin === new URL(`http://${host}:${port}`).origin)
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

const requireJson: RequestHandler = (request, _response, next) => {
  const got = request.headers['content-type'] ?? '(none)'
  next(request.is('application/json') ? undefined : new FaqError('unsupported_media_type', { got: got.slice(0, 100) }))
}

/** Without sessions there is no stream to open (GET) and none to end (DELETE). */
const refuse: RequestHandler = (request, response, next) => {
  response.setHeader('Allow', 'POST')
  next(new FaqError('method_not_allowed', { method: request.method, allowed: 'POST' }))
}
