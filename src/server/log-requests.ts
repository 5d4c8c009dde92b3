// One line for each request, for whoever looks for what was slow or refused: never an address with what somebody typed in it.
import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import { routeOf } from './route-of.ts'

export interface RequestLine {
  readonly requestId: string
  readonly method: string
  /** The pattern of the address. */
  readonly route: string
  readonly status: number
  readonly ms: number
  /** False where the client left before the answer was whole. */
  readonly finished: boolean
}

export type LogRequest = (line: RequestLine) => void

/** Names every request, and tells of it when it is over, where somebody is to be told. */
export function logRequests(log: LogRequest | null): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID()
    response.setHeader('X-Request-Id', requestId)
    if (log === null) return next()
    const startedAt = performance.now()
    response.once('close', () => {
      const ms = Math.round((performance.now() - startedAt) * 10) / 10
      const { method } = request
      const { statusCode: status, writableFinished: finished } = response
      log({ requestId, method, route: routeOf(request), status, ms, finished })
    })
    next()
  }
}
