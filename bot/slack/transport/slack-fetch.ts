// Every call to Slack goes through here: waits when Slack says so, tries again when Slack or the way there fails, never
// for long, and never posts one answer twice. The library's own retries, of up to half an hour, are switched off.

import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import { type Clock, pause } from './clock.ts'
import { keyInMetadata } from './delivery-context.ts'
import { describeError } from './failure.ts'
import type { FoundAnswer } from './find-answer.ts'
import type { Place } from './incoming.ts'
import { parseJson } from './parse-json.ts'
import { RateLanes } from './rate-lanes.ts'

/** Slack answers within a second; one that hangs is not worth a listener's time. */
const ATTEMPT_TIMEOUT_MS = 10_000
const ATTEMPTS_MAX = 4
const FIRST_BACKOFF_MS = 500
/** Longest sum of pauses that Slack may ask for: what needs more is postponed with its event. */
const RATE_LIMIT_WAIT_MAX_MS = 120_000
const RETRY_AFTER_DEFAULT_S = 30
/** Clocks differ: an answer is looked for from so long before it was first sent. */
const LOOK_BACK_S = 600

type FetchInit = NonNullable<Parameters<webApi.FetchFunction>[1]>

export interface SlackFetchDeps {
  readonly clock: Clock
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
  /** Hears Slack's verdict on each call: null when it was well, else the error's name. */
  readonly onVerdict: (error: string | null) => void
  /** Hears of each call that was given up. */
  readonly onUnreachable: () => void
  readonly findAnswer: (key: string, place: Place) => Promise<FoundAnswer | null>
  /** The token of each call, in place of the client's. */
  readonly token: () => Promise<string>
}

export function slackFetch(deps: SlackFetchDeps): webApi.FetchFunction {
  const lanes = new RateLanes(deps.clock)
  return async (url, init = {}) => {
    const method = new URL(url).pathname.split('/').at(-1) ?? ''
    const startedAt = deps.clock.now().getTime()
    for (let attempt = 1; ; attempt += 1) {
      const posted = attempt === 1 ? null : await findPosted(method, init, deps)
      if (posted !== null) return posted
      const outcome = await lanes.run(method, () => attemptOnce(url, init, deps))
      if (outcome instanceof Response && outcome.status === 429) {
        const waitMs = retryAfterMs(outcome)
        lanes.limit(method, waitMs)
        if (deps.clock.now().getTime() + waitMs - startedAt > RATE_LIMIT_WAIT_MAX_MS) return outcome
        deps.log('slack_rate_limited', { method, waitMs })
        attempt -= 1 // waiting as asked is no failure
        continue
      }
      if (outcome instanceof Response && outcome.status < 500) return judged(outcome, deps)
      if (attempt >= ATTEMPTS_MAX) {
        deps.onUnreachable()
        return outcome instanceof Response ? outcome : Promise.reject(outcome)
      }
      deps.log('slack_call_failed', { method, attempt, ...reasonOf(outcome) })
      await pause(deps.clock, FIRST_BACKOFF_MS * 2 ** (attempt - 1))
    }
  }
}

/** A fault on the way is an outcome too. The body is read here: one that trickles in counts against the time, too. */
async function attemptOnce(
  url: string | URL,
  init: FetchInit,
  { clock, token }: Pick<SlackFetchDeps, 'clock' | 'token'>,
): Promise<Response | Error> {
  const timeUp = new AbortController()
  const callOff = clock.later(ATTEMPT_TIMEOUT_MS, () =>
    timeUp.abort(new Error(`no answer in ${ATTEMPT_TIMEOUT_MS} ms`)),
  )
  const signal = init.signal === undefined ? timeUp.signal : AbortSignal.any([init.signal, timeUp.signal])
  try {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${await token()}`)
    const response = await fetch(url, { ...init, headers, signal })
    const { status, statusText } = response
    const body = await response.arrayBuffer()
    return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers: response.headers })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    callOff()
  }
}

function reasonOf(outcome: Response | Error): Readonly<Record<string, unknown>> {
  return outcome instanceof Response ? { status: outcome.status } : { error: describeError(outcome) }
}

function retryAfterMs(response: Response): number {
  const header = response.headers.get('retry-after') ?? ''
  return (/^\d{1,6}$/u.test(header) ? Number(header) : RETRY_AFTER_DEFAULT_S) * 1000
}

const verdictSchema = z.looseObject({ ok: z.boolean(), error: z.string().optional() })

async function judged(response: Response, { onVerdict }: SlackFetchDeps): Promise<Response> {
  if (response.headers.get('content-type')?.includes('json') === true) {
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null)
    const verdict = verdictSchema.safeParse(body)
    if (verdict.success) onVerdict(verdict.data.ok ? null : (verdict.data.error ?? ''))
  }
  return response
}

/** An attempt that broke off may have posted all the same: then this is what Slack would have said. */
async function findPosted(
  method: string,
  { body }: FetchInit,
  { findAnswer, clock }: SlackFetchDeps,
): Promise<Response | null> {
  if (method !== 'chat.postMessage' || typeof body !== 'string') return null
  const form = new URLSearchParams(body)
  const channel = form.get('channel')
  const key = keyInMetadata(parseJson(form.get('metadata')))
  if (channel === null || key === null) return null
  const since = String(Math.floor(clock.now().getTime() / 1000) - LOOK_BACK_S)
  const found = await findAnswer(key, { channel, thread: form.get('thread_ts'), since })
  return found === null ? null : Response.json({ ok: true, ...found, message: { ts: found.ts } })
}
