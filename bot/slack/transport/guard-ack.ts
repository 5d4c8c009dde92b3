// One acknowledgement an event, within Slack's three seconds whatever the listener does.
import type { AckFn } from '@slack/bolt'
import type { Clock } from './clock.ts'

/** Slack shows an error after 3 s; the rest is for the way there. */
export const ACK_WITHIN_MS = 2_500

export interface GuardDeps {
  readonly clock: Clock
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface GuardedAck {
  /** The first call acknowledges, later ones do nothing. */
  readonly ack: AckFn<unknown>
  /** What was said, once it was said. */
  readonly said: Promise<unknown>
}

/** `send` is called once: by the first `ack`, or empty when time runs out. */
export function guardAck(send: AckFn<unknown>, { clock, log }: GuardDeps): GuardedAck {
  const { promise: said, resolve } = Promise.withResolvers<unknown>()
  let open = true
  const close = async (response: unknown) => {
    open = false
    resolve(response)
    try {
      await send(response)
    } catch (error) {
      // The socket is gone: Slack sends the event again, and hears then what was said.
      log('slack_ack_not_sent', { error: String(error) })
    }
  }
  const callOff = clock.later(ACK_WITHIN_MS, () => {
    if (!open) return
    log('slack_ack_without_listener', { afterMs: ACK_WITHIN_MS })
    void close(undefined)
  })
  const ack = async (response?: unknown) => {
    if (open) {
      callOff()
      return close(response)
    }
    if (response !== undefined && response !== '') log('slack_ack_too_late', {})
  }
  return { ack, said }
}
