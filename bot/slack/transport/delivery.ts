// From Slack to the listeners, exactly once: written down before it is acknowledged, worked on after, taken up again
// when the process, the socket or Slack failed on the way. Bolt's `App` stands behind it and knows nothing of this.
import type { App, ReceiverEvent } from '@slack/bolt'
import type { EventInbox, WaitingEvent } from '../../../src/core/ports/event-inbox.ts'
import type { Clock } from './clock.ts'
import type { DeliveryFacts } from './delivery-context.ts'
import { describeError, whenToRetry } from './failure.ts'
import { guardAck } from './guard-ack.ts'
import { type Incoming, readIncoming } from './incoming.ts'
import { Postponements } from './postponements.ts'

export const EVENT_SOURCE = 'slack'

/** An answer that comes an hour late helps nobody: what waits longer is given up. */
export const TAKEN_UP_FOR_MS = 60 * 60_000

/** Responses kept for an event that is sent again while, or shortly after, it is worked on. */
const RESPONSES_KEPT_MAX = 500

export type Log = (event: string, data: Readonly<Record<string, unknown>>) => void

export interface DeliveryDeps {
  readonly inbox: EventInbox
  readonly clock: Clock
  readonly log: Log
  /** False while Slack refuses the token: what comes in waits. */
  readonly mayWork: () => boolean
  /** Whether an earlier attempt's answer stands where it would be; rejects when Slack cannot tell. */
  readonly isAnswered: (key: string, incoming: Incoming) => Promise<boolean>
}

interface Work {
  readonly key: string
  readonly incoming: Incoming
  readonly event: ReceiverEvent
  readonly at: Date
  readonly again: boolean
}

export class Delivery {
  readonly #deps: DeliveryDeps
  #app: App | null = null
  #open = true
  /** Keys being received or worked on in this process, with how many calls hold each. */
  readonly #held = new Map<string, number>()
  readonly #running = new Set<Promise<void>>()
  readonly #responses = new Map<string, Promise<unknown>>()
  readonly #postponements: Postponements

  constructor(deps: DeliveryDeps) {
    this.#deps = deps
    this.#postponements = new Postponements(deps.clock)
  }

  attach(app: App): void {
    this.#app = app
  }

  /** Resolves when the event is safe and acknowledged or left to its listener. Rejects when it could not be kept. */
  async take(event: ReceiverEvent): Promise<void> {
    if (!this.#open) throw new Error('closed: Slack sends the event again')
    const incoming = readIncoming(event.body)
    if (incoming.ignored) return event.ack()
    const { key } = incoming
    const { ack, said } = guardAck(event.ack, this.#deps)
    if (key === null) return void this.#track(this.#pass({ ...event, ack }))
    this.#hold(key)
    const at = this.#deps.clock.now()
    const isNew = await this.#receive(key, event, at)
    if (!isNew) {
      this.#release(key)
      const response = this.#responses.get(key)
      return response === undefined ? ack() : void this.#track(response.then(ack))
    }
    if (incoming.acknowledgedBy === 'transport') await ack()
    else this.#keepResponse(key, said)
    void this.#track(this.#work({ key, incoming, event: { ...event, ack }, at, again: false }))
  }

  /** Works on whatever waits and is due: what a crash left behind, and what Slack's troubles postponed. */
  async takeUp(): Promise<void> {
    const { inbox, clock, log } = this.#deps
    if (!this.#open || !this.#deps.mayWork()) return
    const since = new Date(clock.now().getTime() - TAKEN_UP_FOR_MS)
    const waiting = await inbox.waiting(EVENT_SOURCE, since)
    this.#postponements.keepOnly(new Set(waiting.map(({ id }) => id)))
    const due = waiting.filter(({ id }) => !this.#held.has(id) && this.#postponements.isDue(id))
    if (due.length > 0) log('slack_taken_up', { events: due.length })
    for (const event of due) {
      if (!this.#open || this.#held.has(event.id)) continue
      this.#hold(event.id)
      await this.#track(this.#work(workOf(event)))
    }
  }

  /** Takes nothing more, and lets what runs finish up to `graceMs`; the rest waits in the inbox for the next start. */
  async close(graceMs: number): Promise<void> {
    this.#open = false
    const { promise: graceOver, resolve } = Promise.withResolvers<void>()
    const callOff = this.#deps.clock.later(graceMs, resolve)
    await Promise.race([Promise.all(this.#running), graceOver])
    callOff()
  }

  async #receive(key: string, event: ReceiverEvent, at: Date): Promise<boolean> {
    const { inbox } = this.#deps
    try {
      const payload = JSON.stringify(event.body)
      return (await inbox.receive({ source: EVENT_SOURCE, id: key, payload, at })) === 'new'
    } catch (error) {
      this.#release(key)
      throw error
    }
  }

  /** Holds the key already; never rejects. */
  async #work(work: Work): Promise<void> {
    const { key, incoming, again } = work
    try {
      if (!this.#deps.mayWork()) return
      if (!(again && (await this.#deps.isAnswered(key, incoming)))) await this.#process(work)
      await this.#finish(key)
    } catch (error) {
      await this.#fail(work, error)
    } finally {
      this.#release(key)
    }
  }

  async #process({ key, event, again }: Work): Promise<void> {
    const delivery: DeliveryFacts = { key, again, answered: () => this.#finish(key) }
    await this.#app?.processEvent({ ...event, customProperties: { ...event.customProperties, delivery } })
  }

  /** What leaves no trace goes through as it is. */
  async #pass(event: ReceiverEvent): Promise<void> {
    try {
      await this.#app?.processEvent(event)
    } catch (error) {
      this.#deps.log('slack_event_failed', { key: null, error: describeError(error) })
    }
  }

  async #finish(key: string): Promise<void> {
    await this.#deps.inbox.done(EVENT_SOURCE, key)
    this.#postponements.drop(key)
  }

  /** What may pass is tried again until it is too old; what cannot is done with, and the log says so. */
  async #fail({ key, at }: Work, error: unknown): Promise<void> {
    const { clock, log, inbox } = this.#deps
    const reason = describeError(error)
    if (whenToRetry(error) === 'later') {
      const waitMs = this.#postponements.add(key)
      const isTooOld = clock.now().getTime() + waitMs - at.getTime() > TAKEN_UP_FOR_MS
      return log(isTooOld ? 'slack_event_given_up' : 'slack_event_postponed', { key, waitMs, error: reason })
    }
    log('slack_event_failed', { key, error: reason })
    await inbox.done(EVENT_SOURCE, key).catch(fault => log('slack_inbox_failed', { key, error: String(fault) }))
  }

  #track(run: Promise<void>): Promise<void> {
    this.#running.add(run)
    return run.finally(() => this.#running.delete(run))
  }

  #keepResponse(key: string, response: Promise<unknown>): void {
    this.#responses.set(key, response)
    const [oldest] = this.#responses.keys()
    if (this.#responses.size > RESPONSES_KEPT_MAX && oldest !== undefined) this.#responses.delete(oldest)
  }

  #hold(key: string): void {
    this.#held.set(key, (this.#held.get(key) ?? 0) + 1)
  }

  #release(key: string): void {
    const count = (this.#held.get(key) ?? 0) - 1
    if (count > 0) this.#held.set(key, count)
    else this.#held.delete(key)
  }
}

function workOf({ id, payload, at }: WaitingEvent): Work {
  const body: ReceiverEvent['body'] = JSON.parse(payload)
  // Whoever waited for this acknowledgement is long gone.
  return { key: id, incoming: readIncoming(body), event: { body, ack: async () => {} }, at, again: true }
}
