// Names of buttons and modals, as they stand in messages that are out: a name once given stays. And what they carry: ids.

import { z } from 'zod'
import { parseJson } from './transport/parse-json.ts'
import { whereSchema } from './where.ts'

export const ACTIONS = {
  choose: 'turn_choose',
  share: 'turn_share',
  resolved: 'turn_resolved',
  unresolved: 'turn_unresolved',
  noneOfThese: 'turn_none_of_these',
  askSection: 'turn_ask_section',
  summary: 'turn_summary',
  accept: 'ticket_accept',
  answer: 'ticket_answer',
  assign: 'ticket_assign',
  close: 'ticket_close',
  register: 'ticket_register',
  ticketResolved: 'ticket_resolved',
  reopen: 'ticket_reopen',
  withdraw: 'ticket_withdraw',
  showTurn: 'home_show_turn',
} as const

export const VIEWS = {
  ask: 'view_ask_section',
  answer: 'view_answer',
  assign: 'view_assign',
  close: 'view_close',
  reopen: 'view_reopen',
  ticketDraft: 'view_ticket_draft',
  messageDraft: 'view_message_draft',
} as const

/** What the buttons of a turn carry; short keys, for a value holds little. */
const turnRefSchema = z.object({
  q: z.string(),
  e: z.string().nullable(),
  w: whereSchema,
})

export interface TurnRef {
  readonly questionId: string
  readonly entryId: string | null
  readonly where: z.infer<typeof whereSchema>
}

export function writeTurnRef({ questionId, entryId, where }: TurnRef): string {
  return JSON.stringify({ q: questionId, e: entryId, w: where })
}

/** Null for what is none of ours. */
export function readTurnRef(value: string | undefined): TurnRef | null {
  const parsed = turnRefSchema.safeParse(parseJson(value))
  return parsed.success ? { questionId: parsed.data.q, entryId: parsed.data.e, where: parsed.data.w } : null
}

const ticketRefSchema = z.object({ t: z.string(), v: z.int() })

/** A ticket as the person saw it. */
export interface TicketRef {
  readonly ticketId: string
  readonly version: number
}

export function writeTicketRef({ ticketId, version }: TicketRef): string {
  return JSON.stringify({ t: ticketId, v: version })
}

export function readTicketRef(value: string | undefined): TicketRef | null {
  const parsed = ticketRefSchema.safeParse(parseJson(value))
  return parsed.success ? { ticketId: parsed.data.t, version: parsed.data.v } : null
}
