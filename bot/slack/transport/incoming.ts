// What came in from Slack, as far as delivery needs to know: by which key it is the same when it is sent again, who
// acknowledges it, and where an answer to it would stand.
import { createHash } from 'node:crypto'
import { z } from 'zod'

export interface Incoming {
  /** The same whenever Slack sends it again; null for what leaves no trace (a menu asking for its options). */
  readonly key: string | null
  /** 'transport' where an acknowledgement says nothing; 'listener' where it may carry a message or the next view. */
  readonly acknowledgedBy: 'transport' | 'listener'
  /** From a bot, an edit, a notice that someone joined: nothing that asks us. */
  readonly ignored: boolean
  /** Where its answer would stand; null where that cannot be told. */
  readonly place: Place | null
}

export interface Place {
  readonly channel: string
  /** The thread it belongs to, or would start. */
  readonly thread: string | null
  /** Timestamp of Slack: an answer is younger. */
  readonly since: string
}

/** Messages with one of these subtypes are people speaking; all others are notices, edits and bots. */
const SPEAKING_SUBTYPES: ReadonlySet<string | undefined> = new Set([
  undefined,
  'file_share',
  'thread_broadcast',
  'me_message',
])

const text = z.string().optional().catch(undefined)
const withId = z.looseObject({ id: text }).optional().catch(undefined)
const bodySchema = z.looseObject({
  type: text,
  event_id: text,
  event: z
    .looseObject({
      type: text,
      subtype: text,
      bot_id: text,
      bot_profile: z.unknown().optional(),
      user: z.unknown().optional(),
    })
    .extend({ channel: z.unknown().optional(), ts: text, thread_ts: text })
    .optional()
    .catch(undefined),
  command: text,
  trigger_id: text,
  channel: withId,
  message: z.looseObject({ ts: text, thread_ts: text }).optional().catch(undefined),
  view: z.looseObject({ id: text, hash: text }).optional().catch(undefined),
})
type Body = z.infer<typeof bodySchema>

/** Total: whatever the body is, it gets a key. */
export function readIncoming(raw: unknown): Incoming {
  const body = bodySchema.catch({}).parse(raw)
  return {
    key: body.type === 'block_suggestion' ? null : keyOf(body, raw),
    acknowledgedBy: acknowledgedBy(body),
    ignored: isIgnored(body),
    place: placeOf(body),
  }
}

/** A trigger is minted for each thing a person does, and stays the same when Slack sends it again. */
function keyOf(body: Body, raw: unknown): string {
  if (body.event_id !== undefined) return `event:${body.event_id}`
  if (body.trigger_id !== undefined) return `${body.command === undefined ? body.type : 'command'}:${body.trigger_id}`
  if (body.type === 'view_closed' && body.view?.id !== undefined) return `view_closed:${body.view.id}:${body.view.hash}`
  return `body:${createHash('sha256')
    .update(JSON.stringify(raw) ?? '')
    .digest('hex')}`
}

function acknowledgedBy({ type, event, command }: Body): Incoming['acknowledgedBy'] {
  if (event !== undefined) return 'transport'
  if (command !== undefined) return 'listener'
  return type === 'block_actions' || type === 'message_action' || type === 'shortcut' || type === 'view_closed'
    ? 'transport'
    : 'listener'
}

function isIgnored({ event }: Body): boolean {
  if (event === undefined) return false
  const isBot = event.bot_id !== undefined || (event['bot_profile'] ?? null) !== null || event.user === 'USLACKBOT'
  return isBot || (event.type === 'message' && !SPEAKING_SUBTYPES.has(event.subtype))
}

function placeOf({ event, channel, message }: Body): Place | null {
  if (event !== undefined) {
    const { ts, thread_ts: thread = null } = event
    return typeof event.channel === 'string' && ts !== undefined ? { channel: event.channel, thread, since: ts } : null
  }
  const since = message?.ts
  if (channel?.id === undefined || since === undefined) return null
  return { channel: channel.id, thread: message?.thread_ts ?? null, since }
}
