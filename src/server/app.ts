// Builds the Express application: security headers, the API, health, and the pages that doors bring. Starts nothing.
import express, { type Express, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import { FaqError } from '../core/errors.ts'
import { type ApiDeps, apiRouter } from './api.ts'
import { type FiguresApiDeps, figuresApiRouter } from './figures-api.ts'
import { type PublicFiguresDeps, publicFiguresRouter } from './figures-public.ts'
import { type LogRequest, logRequests } from './log-requests.ts'
import { type MetricsDeps, openMetrics } from './metrics.ts'
import { buildOpenApi } from './openapi.ts'
import { handleErrors, notFound } from './problem.ts'
import { refuseMethod } from './refuse-method.ts'

export interface Health {
  readonly ready: boolean
  /** What is not as it should be; null when all is well. */
  readonly degraded: string | null
  readonly entries: number
}

export interface AppDeps extends ApiDeps {
  readonly version: string
  /** What other systems fetch by token. */
  readonly figuresApi: FiguresApiDeps
  /** What anybody may see; null where nothing is public. */
  readonly publicFigures: PublicFiguresDeps | null
  /** Proxies before us whose word on where a request came from is taken. */
  readonly trustedProxies: number
  readonly health: () => Promise<Health>
  /** Sets the visitor of every page. */
  readonly identify: readonly RequestHandler[]
  /** Pages by the path they are mounted at. */
  readonly pages: Readonly<Record<string, Router>>
  readonly metrics: MetricsDeps
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
  /** Null where nobody reads it. */
  readonly logRequest: LogRequest | null
}

export function buildApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  app.set('trust proxy', deps.trustedProxies)
  const metrics = openMetrics(deps.metrics)
  app.use(logRequests(deps.logRequest), metrics.observe)
  app.use(securityHeaders())
  app.use('/api', noStore)
  app.get('/healthz', noStore, (_request, response) => void response.json({ status: 'ok' }))
  app.get('/readyz', noStore, readiness(deps))
  app.use(metrics.router)
  const openApi = buildOpenApi(deps.version)
  app
    .route('/api/openapi.json')
    .get((_request, response) => void response.json(openApi))
    .all(refuseMethod('GET, HEAD'))
  app.use('/api/v1', apiRouter(deps))
  app.use('/api/v1', figuresApiRouter(deps.figuresApi))
  if (deps.publicFigures !== null) app.use(publicFiguresRouter(deps.publicFigures))
  app.use(...deps.identify)
  for (const [path, router] of Object.entries(deps.pages)) app.use(path, router)
  app.use(notFound)
  app.use(handleErrors(deps.log))
  return app
}

const noStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

/** OWASP ASVS 5.0, 3.4: nothing inline, nothing from elsewhere, no frames. */
function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 31_536_000 },
    xFrameOptions: { action: 'deny' },
  })
}

function readiness(deps: AppDeps): RequestHandler {
  return async (_request, response) => {
    const health = await deps.health()
    if (!health.ready) throw new FaqError('not_ready', { what: 'index' })
    response.json({ status: health.degraded === null ? 'ready' : 'degraded', entries: health.entries })
  }
}
