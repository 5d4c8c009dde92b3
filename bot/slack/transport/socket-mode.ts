// Slack over a web socket that we open: no way in is needed. The library keeps one socket; that there always is one is
// kept here, because the library's own way of reconnecting gives up, or ends the process, on a failed call.
import { type App, SocketModeReceiver, type webApi } from '@slack/bolt'
import { type Clock, pause } from './clock.ts'
import type { ConnectionHealth } from './connection-health.ts'
import type { Delivery, Log } from './delivery.ts'
import { describeError } from './failure.ts'
import type { Way } from './way.ts'

const FIRST_WAIT_MS = 1_000
const WAIT_MAX_MS = 60_000
/** For a refused token: somebody has to change it first. */
const REFUSED_WAIT_MS = 5 * 60_000
/** Slack renews sockets every few hours; one that lasted less than this failed. */
const LASTING_MS = 10_000
/** Slack greets at once; a socket without greeting is none. */
const GREETING_WITHIN_MS = 30_000

export interface SocketModeDeps {
  readonly appToken: string
  readonly clientOptions: webApi.WebClientOptions
  readonly delivery: Delivery
  readonly health: ConnectionHealth
  readonly clock: Clock
  readonly log: Log
}

export function openSocketMode(deps: SocketModeDeps): Way {
  const { appToken, clientOptions, delivery, clock } = deps
  const socket = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    ...(clientOptions.logger === undefined ? {} : { logger: clientOptions.logger }),
  })
  guardFrames(socket, deps)
  const stopping = new AbortController()
  return {
    receiver: {
      init: app => {
        delivery.attach(app)
        socket.init(throughDelivery(app, delivery))
      },
      start: async () => {},
      stop: async () => {},
    },
    router: null,
    start: () => void keepConnected(socket, stopping.signal, deps),
    stop: async graceMs => {
      stopping.abort()
      // A peer that answers nothing is left alone when the grace is over.
      await Promise.race([socket.client.disconnect(), pause(clock, graceMs)])
    },
  }
}

/** A frame that the library cannot read is rejected to nobody, which would end the process: the log hears of it instead. */
function guardFrames({ client }: SocketModeReceiver, { log }: SocketModeDeps): void {
  for (const read of client.listeners('ws_message')) {
    client.removeListener('ws_message', read)
    client.on('ws_message', (...frame: readonly unknown[]) => {
      const reading = Promise.resolve(Reflect.apply(read, client, frame))
      reading.catch((error: unknown) => log('slack_frame_unreadable', { error: describeError(error) }))
    })
  }
}

/** The receiver hands its events to what it takes for the app. */
function throughDelivery(app: App, delivery: Delivery): App {
  const processEvent: App['processEvent'] = event => delivery.take(event)
  return Object.create(app, { processEvent: { value: processEvent } })
}

async function keepConnected(
  { client }: SocketModeReceiver,
  stopping: AbortSignal,
  deps: SocketModeDeps,
): Promise<void> {
  const { health, clock } = deps
  let failures = 0
  while (!stopping.aborted) {
    const startedAt = clock.now().getTime()
    const reason = await stayConnected(client, stopping, deps)
    if (stopping.aborted) return
    const lasted = clock.now().getTime() - startedAt >= LASTING_MS
    failures = reason === null && lasted ? 0 : failures + 1
    // One short life may be Slack's own doing; two in a row are trouble.
    if (reason !== null || failures > 1) health.onSocket('down', reason ?? 'short-lived')
    await pause(clock, waitBefore(failures, health))
  }
}

/** Null when a socket was open and has closed; else why there was none. */
async function stayConnected(
  client: SocketModeReceiver['client'],
  stopping: AbortSignal,
  { health, clock }: SocketModeDeps,
): Promise<string | null> {
  const closed = Promise.withResolvers<void>()
  client.once('disconnected', closed.resolve)
  const callOff = clock.later(GREETING_WITHIN_MS, () => void client.disconnect())
  try {
    await client.start()
    health.onSocket('up')
    callOff()
    if (stopping.aborted) await client.disconnect() // asked to stop while the socket was being opened
    await closed.promise
    return null
  } catch (error) {
    return error === undefined ? 'closed before greeting' : describeError(error)
  } finally {
    callOff()
    client.removeListener('disconnected', closed.resolve)
  }
}

function waitBefore(failures: number, health: ConnectionHealth): number {
  if (failures === 0) return 0
  if (health.isRefused('app')) return REFUSED_WAIT_MS
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), WAIT_MAX_MS)
}
