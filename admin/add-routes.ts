// Puts routes on Express: for each its guard, its body and its handler; for each address a clear no to other methods; and pages
// for faults.
import express, { type ErrorRequestHandler, type RequestHandler, type Response, type Router } from 'express'
import { FaqError, isFault } from '../src/core/errors.ts'
import { FAULT_STATUS, retryAfterOf } from '../src/pages/fault-status.ts'
import { visitorOf } from '../src/pages/visitor.ts'
import { faultPage } from './fault-page.ts'
import { guard, ownPagesOnly } from './guard.ts'
import { type AdminFrame, type AdminPage, adminPageText } from './layout.ts'
import type { AdminRoute, Body, SignedInVisit } from './route.ts'

export interface RoutingDeps {
  readonly frame: AdminFrame
  /** A fault from whatever was thrown; what is not known gets a reference, which the log explains. */
  readonly toFault: (error: unknown) => FaqError
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** An entry at all its limits, with its letters written as %xx. */
const BODY_MAX = '2mb'

export function addRoutes(router: Router, routes: readonly AdminRoute[], deps: RoutingDeps): void {
  router.use(noStore)
  for (const route of routes) {
    const write =
      route.method === 'post' ? [ownPagesOnly, guard(route.access), ...bodyParser(route.body)] : [guard(route.access)]
    router[route.method](route.path, ...write, (request, response) =>
      route.handle({
        request,
        response,
        account: visitorOf(response).account,
        send: (page, status = 200) => sendPage(response, page, status, deps.frame),
      } as SignedInVisit),
    )
  }
  for (const [path, group] of Map.groupBy(routes, route => route.path)) {
    router.all(path, refuseOthers(group.map(route => route.method.toUpperCase())))
  }
  router.use(sendFault(deps))
}

function bodyParser(body: Body): readonly RequestHandler[] {
  if (body === 'stream') return []
  return [
    body === 'json'
      ? express.json({ limit: BODY_MAX })
      : express.urlencoded({ extended: false, limit: BODY_MAX, parameterLimit: 5_000 }),
  ]
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store').set('X-Robots-Tag', 'noindex, nofollow')
  next()
}

function refuseOthers(methods: readonly string[]): RequestHandler {
  const allowed = methods.includes('GET') ? ['HEAD', ...methods] : methods
  return (request, response, next) => {
    response.setHeader('Allow', allowed.join(', '))
    next(new FaqError('method_not_allowed', { method: request.method, allowed: allowed.join(', ') }))
  }
}

async function sendPage(response: Response, page: AdminPage, status: number, frame: AdminFrame): Promise<void> {
  const text = await adminPageText(page, visitorOf(response).account, frame)
  response.status(status).type('html').send(text)
}

/** A page, even for scripts: they show it where they asked for a piece. */
function sendFault({ frame, toFault, log }: RoutingDeps): ErrorRequestHandler {
  return async (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const fault = toFault(error)
    if (isFault(fault, 'internal')) {
      const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
      log('request_failed', { reference: fault.data, method: request.method, error: stack ?? message })
    }
    if (isFault(fault, 'sign_in_needed') && request.method === 'GET' && request.get('X-Fragment') === undefined) {
      return response.redirect(303, `/admin/sign-in?to=${encodeURIComponent(request.originalUrl)}`)
    }
    const retryAfterS = retryAfterOf(fault)
    if (retryAfterS !== null) response.setHeader('Retry-After', String(retryAfterS))
    await sendPage(response, faultPage(fault), FAULT_STATUS[fault.code], frame)
  }
}
