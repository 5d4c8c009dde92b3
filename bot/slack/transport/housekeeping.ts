// What the transport does by itself: takes up what waits, asks a refused token again now and then, forgets what is old.
import type { webApi } from '@slack/bolt'
import type { EventInbox } from '../../../src/core/ports/event-inbox.ts'
import type { Clock } from './clock.ts'
import type { ConnectionHealth } from './connection-health.ts'
import { type Delivery, EVENT_SOURCE, type Log } from './delivery.ts'
import { SIGNATURE_SOURCE } from './signed-http.ts'

const ROUND_EVERY_MS = 15_000
/** Of a refused token: one call, not a storm. */
const PROBE_EVERY_MS = 60_000
const FORGET_EVERY_MS = 10 * 60_000
/** Slack sends a delayed event again for up to a day; ids are small. */
const EVENTS_KEPT_MS = 3 * 24 * 60 * 60_000
/** Twice the window in which a signature could be used again, and some more. */
const SIGNATURES_KEPT_MS = 15 * 60_000

export interface HousekeepingDeps {
  readonly delivery: Delivery
  readonly inbox: EventInbox
  readonly health: ConnectionHealth
  readonly client: webApi.WebClient
  readonly clock: Clock
  readonly log: Log
}

export interface Housekeeping {
  readonly start: () => void
  readonly stop: () => void
}

export function openHousekeeping(deps: HousekeepingDeps): Housekeeping {
  const { clock, log } = deps
  const due: Due = { probe: 0, forget: 0, isFirst: true }
  let callOff: (() => void) | null = null
  const round = async () => {
    try {
      await doRound(deps, due)
    } catch (error) {
      log('slack_housekeeping_failed', { error: String(error) })
    }
  }
  const startRound = () => {
    // The next round does not wait for this one: work that hangs shall not hold up what waits.
    callOff = clock.later(ROUND_EVERY_MS, startRound)
    void round()
  }
  return { start: startRound, stop: () => callOff?.() }
}

interface Due {
  probe: number
  forget: number
  isFirst: boolean
}

async function doRound({ delivery, inbox, health, client, clock }: HousekeepingDeps, due: Due): Promise<void> {
  const now = clock.now().getTime()
  if (now >= due.forget) {
    due.forget = now + FORGET_EVERY_MS
    await inbox.forget(EVENT_SOURCE, new Date(now - EVENTS_KEPT_MS))
    await inbox.forget(SIGNATURE_SOURCE, new Date(now - SIGNATURES_KEPT_MS))
  }
  // Once at the start, so that health knows of a wrong token before the first question.
  if ((due.isFirst || health.isRefused('bot')) && now >= due.probe) {
    due.isFirst = false
    due.probe = now + PROBE_EVERY_MS
    await client.auth.test().catch(() => {}) // health hears the verdict
  }
  await delivery.takeUp()
}
