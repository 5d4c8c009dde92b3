// How an asker is told, from the JSON that a ticket is stored with.
import { z } from 'zod'
import type { ReplyTo } from '../../core/ticket/ticket.ts'

const schema = z.discriminatedUnion('door', [
  z.object({ door: z.literal('slack'), place: z.string(), thread: z.string().nullable(), user: z.string() }),
  z.object({ door: z.literal('mail'), address: z.string(), messageId: z.string().nullable(), subject: z.string() }),
  z.object({ door: z.literal('web') }),
])

/** Nobody is told of a ticket without an address; its page can still be looked at. */
export function readReplyTo(json: string | null): ReplyTo {
  return json === null ? { door: 'web' } : schema.parse(JSON.parse(json))
}
