// Slack over signed HTTP: one address for events, commands and interactivity, as a router of Express and a receiver of
// Bolt. A request that is not surely Slack's gets 401 and has no effect at all.
import type { Receiver } from '@slack/bolt'
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { EventInbox } from '../../../src/core/ports/event-inbox.ts'
import type { Clock } from './clock.ts'
import type { Delivery, Log } from './delivery.ts'
import { openRefusals, type Refusals } from './refusals.ts'
import { verifySignature } from './verify-signature.ts'

export const SIGNATURE_SOURCE = 'slack-signature'

/** Slack's largest bodies are views of some 250 KB. */
const BODY_BYTES_MAX = 1024 * 1024

export interface SignedHttpDeps {
  readonly signingSecret: string
  readonly delivery: Delivery
  readonly inbox: EventInbox
  readonly clock: Clock
  readonly log: Log
}

interface Door extends SignedHttpDeps {
  readonly refusals: Refusals
}

/** To be mounted where the app's request URLs point to. */
export function signedHttpRouter(deps: SignedHttpDeps): Router {
  const door: Door = { ...deps, refusals: openRefusals(deps) }
  const router = Router()
  router.post('/', express.raw({ type: () => true, limit: BODY_BYTES_MAX, inflate: false }), (request, response) =>
    receive(request, response, door),
  )
  router.all('/', (_request, response) => void response.set('Allow', 'POST').status(405).end())
  router.use(refuseQuietly(deps.log))
  return router
}

/** For Bolt, which starts nothing here: the router listens where the product does. */
export function signedHttpReceiver(delivery: Delivery): Receiver {
  return { init: app => delivery.attach(app), start: async () => {}, stop: async () => {} }
}

async function receive(request: Request, response: Response, deps: Door): Promise<void> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (!(await isGenuine(request, body, deps))) return void response.status(401).end()
  const parsed = parseBody(body, request.get('content-type') ?? '')
  if (parsed === null) return void response.status(400).end()
  if (parsed['ssl_check'] !== undefined) return void response.status(200).end()
  if (parsed['type'] === 'url_verification') return void response.json({ challenge: String(parsed['challenge']) })
  const retryNum = Number(request.get('x-slack-retry-num') ?? Number.NaN)
  const retryReason = request.get('x-slack-retry-reason')
  try {
    await deps.delivery.take({
      body: parsed,
      ack: said => acknowledge(response, said),
      ...(Number.isNaN(retryNum) ? {} : { retryNum }),
      ...(retryReason === undefined ? {} : { retryReason }),
    })
  } catch (error) {
    deps.log('slack_event_not_kept', { error: String(error) })
    if (!response.headersSent) response.status(503).end()
  }
}

/** Signed by Slack, near now, and not seen before: a recording of a request is as bad as a forged one. */
async function isGenuine(request: Request, body: Buffer, deps: Door): Promise<boolean> {
  const { signingSecret, inbox, clock, refusals } = deps
  const now = clock.now()
  const signature = request.get('x-slack-signature')
  const timestamp = request.get('x-slack-request-timestamp')
  const verdict = verifySignature({ timestamp, signature, body }, { signingSecret, now })
  if (verdict === 'genuine' && signature !== undefined) {
    const mark = { source: SIGNATURE_SOURCE, id: signature, payload: null, at: now }
    if ((await inbox.receive(mark)) === 'new') return true
    refusals.tell('replayed')
  } else refusals.tell(verdict)
  return false
}

const objectSchema = z.record(z.string(), z.unknown())

/** Events are JSON; commands are a form; interactivity is JSON in a field of a form. Null for anything else. */
function parseBody(body: Buffer, contentType: string): Readonly<Record<string, unknown>> | null {
  try {
    const text = body.toString('utf8')
    if (!contentType.startsWith('application/x-www-form-urlencoded')) return objectSchema.parse(JSON.parse(text))
    const form = new URLSearchParams(text)
    const payload = form.get('payload')
    return payload === null ? Object.fromEntries(form) : objectSchema.parse(JSON.parse(payload))
  } catch {
    return null
  }
}

async function acknowledge(response: Response, said: unknown): Promise<void> {
  if (response.headersSent) return
  response.status(200)
  if (said === undefined || said === null || said === '') response.end()
  else if (typeof said === 'string') response.type('text/plain').send(said)
  else response.json(said)
}

/** Too large, broken off, encoded: the status says enough. */
function refuseQuietly(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = z.object({ status: z.int().min(400).max(499) }).safeParse(error)
    if (!status.success) log('slack_request_failed', { error: String(error) })
    response.status(status.success ? status.data.status : 503).end()
  }
}
