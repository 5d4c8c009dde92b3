// A message of an outbox, posted once as far as Slack can tell us: each bears a key by which it is found again.
import type { QueuedMessage } from '../../src/core/ports/outbox.ts'
import type { Message } from './blocks/message.ts'
import { type Client, type Place, type Posted, postOrTell } from './talk.ts'
import { answerMetadata } from './transport/delivery-context.ts'
import { findAnswer } from './transport/find-answer.ts'

/** A message this old may have been sent by a process that was killed before it could say so. */
const LOOK_UP_AFTER_MS = 30_000

export interface Sending {
  /** Of the outbox: numbers of two are told apart by it. */
  readonly queue: 'outbox' | 'notice'
  readonly message: QueuedMessage
  readonly place: Place & { readonly user: string }
  readonly post: Message
}

export interface SendOnceDeps {
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export async function sendOnce(
  client: Client,
  { queue, message, place, post }: Sending,
  deps: SendOnceDeps,
): Promise<Posted> {
  const key = `${queue}:${message.createdAt.getTime()}:${message.id}`
  const age = deps.now().getTime() - message.createdAt.getTime()
  if (message.attempts > 0 || age > LOOK_UP_AFTER_MS) {
    const since = String(Math.floor(message.createdAt.getTime() / 1000))
    const found = await findAnswer(key, { ...place, since }, { client, log: deps.log })
    if (found !== null) return found
  }
  return postOrTell(client, place, { message: post, metadata: answerMetadata(key) })
}
