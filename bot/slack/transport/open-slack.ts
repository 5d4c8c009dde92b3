// Opens the Slack front end's transport: a Bolt `App` whose listeners hear every event once, over Socket Mode or signed
// HTTP, and whose calls to Slack are bounded. A Slack that is down stops nothing of ours: it shows in `trouble()`.
import { App, type Receiver } from '@slack/bolt'
import type { Router } from 'express'
import type { EventInbox } from '../../../src/core/ports/event-inbox.ts'
import type { KeptValues } from '../../../src/core/ports/kept-values.ts'
import { authoriseWith } from './authorise.ts'
import { openBotToken, type Rotation } from './bot-token.ts'
import { type Clock, systemClock } from './clock.ts'
import { ConnectionHealth } from './connection-health.ts'
import { Delivery, type Log } from './delivery.ts'
import { findAnswer } from './find-answer.ts'
import { openHousekeeping } from './housekeeping.ts'
import { signedHttpReceiver, signedHttpRouter } from './signed-http.ts'
import { type ClientSettings, type Clients, openClients } from './slack-clients.ts'
import { openSocketMode } from './socket-mode.ts'
import type { Way } from './way.ts'

export interface SlackSettings extends ClientSettings {
  /** Signed HTTP when set and there is no app token. */
  readonly signingSecret: string | null
  /** Null where the app does not rotate its tokens. */
  readonly rotation: Rotation | null
}

export interface SlackDeps {
  readonly inbox: EventInbox
  /** Where rotated tokens are kept. */
  readonly kept: KeptValues
  readonly log: Log
  /** The system's unless a test turns its own. */
  readonly clock?: Clock
}

export interface OpenSlack {
  /** Listeners are added to it before `start`. */
  readonly app: App
  /** To be mounted at /slack/events; null with Socket Mode, which needs no way in. */
  readonly router: Router | null
  /** Connects in the background, and takes up what was left half done. Waits for nothing. */
  readonly start: () => void
  /** Lets running work finish up to `graceMs`; the rest waits for the next start. */
  readonly stop: (graceMs: number) => Promise<void>
  /** What is wrong, for people; null when all is well. */
  readonly trouble: () => string | null
  /** Takes up now what waits and is due; runs by itself every few seconds once started. */
  readonly takeUp: () => Promise<void>
}

export function openSlack(settings: SlackSettings, { inbox, kept, log, clock = systemClock }: SlackDeps): OpenSlack {
  const { appToken, signingSecret } = settings
  const health = new ConnectionHealth(log)
  const currentBotToken = openBotToken(settings, { kept, clock, log })
  const clients = openClients(settings, { health, log, clock, currentBotToken })
  const delivery = new Delivery({
    inbox,
    clock,
    log,
    mayWork: () => !health.isRefused('bot'),
    isAnswered: async (key, { place }) =>
      place !== null && (await findAnswer(key, place, { client: clients.reading, log })) !== null,
  })
  const way =
    appToken === null
      ? openHttpWay({ signingSecret: signingSecret ?? '', delivery, inbox, clock, log })
      : openSocketMode({ appToken, clientOptions: clients.appOptions, delivery, health, clock, log })
  const app = buildBoltApp(way.receiver, settings, clients)
  const housekeeping = openHousekeeping({ delivery, inbox, health, client: clients.reading, clock, log })
  return {
    app,
    router: way.router,
    start: () => {
      way.start()
      housekeeping.start()
    },
    stop: async graceMs => {
      housekeeping.stop()
      await Promise.all([way.stop(graceMs), delivery.close(graceMs)])
    },
    trouble: () => health.trouble(),
    takeUp: () => delivery.takeUp(),
  }
}

/** The product listens already. */
function openHttpWay(deps: Parameters<typeof signedHttpRouter>[0]): Way {
  const receiver = signedHttpReceiver(deps.delivery)
  return { receiver, router: signedHttpRouter(deps), start: () => {}, stop: async () => {} }
}

/** Asks Slack nothing yet: whose token it is is asked with the first event. */
function buildBoltApp(receiver: Receiver, { botToken }: SlackSettings, clients: Clients): App {
  const app = new App({
    receiver,
    authorize: authoriseWith(botToken, clients.reading),
    clientOptions: clients.botOptions,
    logger: clients.logger,
    convoStore: false, // our conversations are kept in the database, not in a memory that only grows
  })
  // To delivery, which knows what can be tried again.
  app.error(async error => {
    throw error
  })
  return app
}
