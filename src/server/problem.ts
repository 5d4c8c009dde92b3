// Faults as RFC 9457 problem documents, in Japanese with the English beside it.
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { FaqError } from '../core/errors.ts'
import { describeFault } from '../core/messages/describe-fault.ts'
import { FAULT_STATUS, retryAfterOf } from '../pages/fault-status.ts'
import { routeOf } from './route-of.ts'

export const BODY_BYTES_MAX = 64 * 1024

export const problemSchema = z
  .object({
    type: z.string().describe('urn:zencho-faq:problem:<code>'),
    title: z.string().describe('日本語の見出し'),
    status: z.int(),
    detail: z.string().describe('日本語の説明'),
    code: z.string(),
    en: z.object({ title: z.string(), detail: z.string() }),
  })
  .describe('RFC 9457 problem document')

/** Writes a fault as a problem document. */
export function sendProblem(response: Response, fault: FaqError): void {
  const status = FAULT_STATUS[fault.code]
  const retryAfterS = retryAfterOf(fault)
  if (retryAfterS !== null) response.setHeader('Retry-After', String(retryAfterS))
  response.status(status).type('application/problem+json').send(problemBody(fault, status))
}

/** The document itself. */
export function problemBody(fault: FaqError, status: number): string {
  const { title, detail } = describeFault(fault, 'ja')
  const en = describeFault(fault, 'en')
  const type = `urn:zencho-faq:problem:${fault.code}`
  return JSON.stringify({ type, title, status, detail, code: fault.code, en } satisfies z.infer<typeof problemSchema>)
}

/** Any address that no route knows. */
export const notFound: RequestHandler = (request, _response, next) => {
  next(new FaqError('not_found', { what: 'path', id: request.path }))
}

/** The last handler: known faults speak for themselves, the rest get a reference that the log explains. */
export function handleErrors(
  log: (event: string, data: Readonly<Record<string, unknown>>) => void,
): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const fault = toFault(error)
    if (fault.code === 'internal' || fault.code === 'storage_failed') {
      log('request_failed', {
        reference: fault.data,
        requestId: response.getHeader('X-Request-Id'),
        method: request.method,
        route: routeOf(request),
        error: describeUnknown(error),
      })
    }
    sendProblem(response, fault)
  }
}

function describeUnknown(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** What the body parser and the router throw carries a `status` and sometimes a `type`. */
export function toFault(error: unknown): FaqError {
  if (error instanceof FaqError) return error
  const { status, type, code } = error as {
    readonly status?: unknown
    readonly type?: unknown
    readonly code?: unknown
  }
  if (type === 'entity.too.large') return new FaqError('too_large', { limitBytes: BODY_BYTES_MAX }, { cause: error })
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return new FaqError('unsupported_media_type', { got: (error as Error).message }, { cause: error })
  }
  if (code === 'SQLITE_FULL') return new FaqError('disk_full', { path: 'database' }, { cause: error })
  if (typeof code === 'string' && /^SQLITE_(?:READONLY|IOERR|CANTOPEN|PERM)/u.test(code)) {
    return new FaqError('storage_failed', {}, { cause: error })
  }
  if (typeof code === 'string' && code.startsWith('SQLITE_BUSY')) {
    return new FaqError('database_busy', { path: 'database' }, { cause: error })
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new FaqError(
      'bad_input',
      typeof type === 'string'
        ? { field: 'body', expected: 'JSON (UTF-8)', got: type }
        : { field: 'address', expected: '%xx (UTF-8)', got: String(status) },
      { cause: error },
    )
  }
  return new FaqError('internal', { reference: randomUUID().slice(0, 8) }, { cause: error })
}
