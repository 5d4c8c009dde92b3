// What whoever watches over the server's health collects: requests, the state of what answers them, and the process itself, in
// the text format of Prometheus. Counts alone: no question, entry or person is told.
import { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { refuseMethod } from './refuse-method.ts'
import { type TokenDeps, tokenGuard } from './require-token.ts'
import { routeOf } from './route-of.ts'

/** What is read at the moment of asking; each name is one gauge. */
export interface Readings {
  readonly registered: number
  readonly published: number
  readonly indexed: number
  readonly indexPending: number
  readonly vectors: number
  readonly questions: number
  readonly outboxWaiting: number
  readonly outboxGivenUp: number
  /** 1 where something is not as it should be. */
  readonly degraded: number
}

export interface MetricsDeps extends TokenDeps {
  readonly read: () => Promise<Readings>
}

const HELP: Readonly<Record<keyof Readings, readonly [name: string, help: string]>> = {
  registered: ['zencho_entries_registered', 'Entries registered, archived ones included'],
  published: ['zencho_entries_published', 'Entries that are published'],
  indexed: ['zencho_index_entries', 'Entries that can be found'],
  indexPending: ['zencho_index_pending', 'Entries that wait to be indexed'],
  vectors: ['zencho_index_vectors', 'Text units that can be found by meaning; 0 while words alone answer'],
  questions: ['zencho_questions_logged', 'Questions in the log'],
  outboxWaiting: ['zencho_outbox_waiting', 'News of tickets that wait to be sent'],
  outboxGivenUp: ['zencho_outbox_given_up', 'News of tickets that could not be sent'],
  degraded: ['zencho_degraded', '1 where something is not as it should be: /readyz tells, the log says what'],
}

/** From a page out of memory to a request that is given up, in seconds. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export interface Metrics {
  /** Times every request. First of all handlers. */
  readonly observe: RequestHandler
  /** `GET /metrics`, by token. */
  readonly router: Router
}

export function openMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'zencho_http_request_duration_seconds',
    help: 'From the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: BUCKETS_S,
    registers: [registry],
  })
  const gauges = gaugesOf(registry)
  const observe = (request: Request, response: Response, next: NextFunction) => {
    const end = seconds.startTimer()
    response.once('close', () => end({ method: request.method, route: routeOf(request), status: response.statusCode }))
    next()
  }
  const router = Router()
  router.use('/metrics', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })
  router
    .route('/metrics')
    .get(tokenGuard(deps)('metrics:read'), async (_request, response) => {
      for (const [name, value] of Object.entries(await deps.read())) gauges.get(name)?.set(value)
      response.type(registry.contentType).send(await registry.metrics())
    })
    .all(refuseMethod('GET, HEAD'))
  return { observe, router }
}

function gaugesOf(registry: Registry): ReadonlyMap<string, Gauge> {
  const gauges = Object.entries(HELP).map(([reading, [name, help]]) => {
    return [reading, new Gauge({ name, help, registers: [registry] })] as const
  })
  return new Map(gauges)
}
