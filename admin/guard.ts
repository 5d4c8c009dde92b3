// What stands before every route of the admin door: writes come from our own pages, and whoever asks has the right.
import type { Request, RequestHandler, Response } from 'express'
import { requireRight } from '../src/core/access/rights.ts'
import { FaqError } from '../src/core/errors.ts'
import { visitorOf } from '../src/pages/visitor.ts'
import type { Access } from './route.ts'

/**
 * Refuses writes that do not come from a page of ours. Every browser sends `Origin` with a POST, and newer ones
 * `Sec-Fetch-Site`, which no page can set; a request with neither is no browser of ours. Hosts are compared, not schemes: TLS
 * may end at a proxy.
 */
export const ownPagesOnly: RequestHandler = (request, _response, next) => {
  const site = request.get('Sec-Fetch-Site')
  const origin = request.get('Origin')
  if (site !== undefined ? site === 'same-origin' : isOwn(origin, request)) return next()
  next(new FaqError('foreign_origin', { origin: origin ?? '(none)' }))
}

function isOwn(origin: string | undefined, request: Request): boolean {
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.host
}

/** Lets the request through, or says why not: `sign_in_needed`, `forbidden`, or `not_found` for what it is about. */
export function guard(access: Access): RequestHandler {
  return async (request, response, next) => {
    await check(access, request, response)
    next()
  }
}

async function check(access: Access, request: Request, response: Response): Promise<void> {
  if (access.kind === 'anybody') return
  const { account } = visitorOf(response)
  if (account === null) throw new FaqError('sign_in_needed', {})
  if (access.kind === 'signed-in') return
  requireRight(account, access.action)
  if (access.sectionOf === null) return
  const sectionCode = await access.sectionOf(request)
  if (sectionCode === undefined) return
  if (sectionCode === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  requireRight(account, access.action, sectionCode)
}
