// Where a question was asked, as far as its answers, its ticket and its conversation depend on it.
import { z } from 'zod'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import type { AskerKeys } from '../../src/core/ports/asker-keys.ts'
import type { ReplyTo } from '../../src/core/ticket/ticket.ts'

/**
 * direct: between the asker and us; the answer is a message. public: said before others, who may hear the answer, but the
 * asker sees it first. private: asked aside (a command, a shortcut); others see what the asker shares.
 */
export const whereSchema = z.object({
  kind: z.enum(['direct', 'public', 'private']),
  /** The thread in which a shared answer stands, or the whole conversation goes on. */
  thread: z.string().nullable(),
})
export type Where = z.infer<typeof whereSchema>

export interface Spoken {
  readonly team: string
  readonly channel: string
  readonly thread: string | null
  readonly at: Date
}

/**
 * A thread is one conversation, whoever speaks in it. Outside of threads a direct channel is one for a Japanese calendar
 * day: who comes back the next morning begins anew. Hashed, because a direct channel names its person.
 */
export function conversationIdOf({ team, channel, thread, at }: Spoken, askerKeys: AskerKeys): string {
  return askerKeys('slack-conversation', JSON.stringify([team, channel, thread ?? dateInJapan(at)]))
}

export function askerOf(team: string, user: string, askerKeys: AskerKeys): string {
  return askerKeys('slack', `${team}:${user}`)
}

/** What was asked aside, or shall stay anonymous, is answered to the person alone; Slack opens the direct channel. */
export function replyToOf(where: Where, from: { channel: string; user: string; anonymous: boolean }): ReplyTo {
  const { channel, user, anonymous } = from
  const inPlace = where.kind === 'direct' || (where.kind === 'public' && !anonymous)
  return inPlace
    ? { door: 'slack', place: channel, thread: where.thread, user }
    : { door: 'slack', place: user, thread: null, user }
}
