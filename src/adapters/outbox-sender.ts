// Sends what waits in the outbox, door by door, and looks again now and then: another process may have written, and what
// failed comes due. One at a time a door, in the order of writing.
import { isFault } from '../core/errors.ts'
import { openLooks } from '../core/looks.ts'
import type { Outbox, OutDoor, OutMessage, QueuedMessage } from '../core/ports/outbox.ts'
import { nextTry } from '../core/ticket/next-try.ts'

/** Sends one message; throws where it could not, `undeliverable` where trying again is no use. */
export type Deliver<M extends QueuedMessage = OutMessage> = (message: M) => Promise<void>

export interface OutboxSenderDeps<M extends QueuedMessage = OutMessage> {
  readonly outbox: Pick<Outbox<M>, 'due' | 'failed' | 'sent'>
  readonly deliverers: ReadonlyMap<OutDoor, Deliver<M>>
  /** Done before each look, e.g. finding tickets whose entries were published. */
  readonly prepare: () => Promise<unknown>
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface OutboxSender {
  /** Look now. */
  readonly poke: () => void
  /** Resolves when all that was due at the call has been tried. */
  readonly settle: () => Promise<void>
  /** Stops looking, and waits for what is being sent. */
  readonly close: () => Promise<void>
}

const LOOK_EVERY_MS = 5_000
/** Messages taken at once; the rest follows in the same look. */
const BATCH = 50

export function openOutboxSender<M extends QueuedMessage>(deps: OutboxSenderDeps<M>): OutboxSender {
  const { look, close } = openLooks(() => lookOnce(deps))
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return {
    poke: () => void look(),
    settle: look,
    close: () => {
      clearInterval(timer)
      return close()
    },
  }
}

async function lookOnce<M extends QueuedMessage>(deps: OutboxSenderDeps<M>): Promise<void> {
  try {
    await deps.prepare()
    await Promise.all(Array.from(deps.deliverers, ([door, deliver]) => sendDue(door, deliver, deps)))
  } catch (error) {
    deps.log('outbox_failed', { error: String(error) })
  }
}

async function sendDue<M extends QueuedMessage>(
  door: OutDoor,
  deliver: Deliver<M>,
  deps: OutboxSenderDeps<M>,
): Promise<void> {
  for (;;) {
    const due = await deps.outbox.due(door, deps.now(), BATCH)
    for (const message of due) await sendOne(message, deliver, deps)
    if (due.length < BATCH) return
  }
}

async function sendOne<M extends QueuedMessage>(
  message: M,
  deliver: Deliver<M>,
  { outbox, now, log }: OutboxSenderDeps<M>,
): Promise<void> {
  try {
    await deliver(message)
    await outbox.sent(message.id, now())
  } catch (error) {
    const at = now()
    const hopeless = isFault(error, 'undeliverable')
    const next = hopeless ? null : nextTry({ ...message, attempts: message.attempts + 1 }, at)
    await outbox.failed(message.id, String(error), next, at)
    log('message_not_sent', {
      id: message.id,
      door: message.door,
      news: message.news,
      givenUp: next === null,
      error: String(error),
    })
  }
}
