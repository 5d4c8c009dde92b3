// A ticket (問い合わせ票): a question handed to a section, from its opening to the registered entry. Pure rules: what may
// be done in which state, and what it becomes.
import { requireText, type Section } from '../entry.ts'
import { FaqError } from '../errors.ts'
import type { CalendarDate } from '../fiscal-year.ts'

/** new: the section is proposed; assigned: a section has taken it on; answered: the asker has the official answer. */
export const TICKET_STATES = ['new', 'assigned', 'answered', 'registered', 'closed'] as const
export type TicketState = (typeof TICKET_STATES)[number]

export const TICKET_EVENT_KINDS = [
  'opened',
  'assigned',
  'answered',
  'reopened',
  'drafted',
  'registered',
  'closed',
  'withdrawn',
  'merged',
] as const
export type TicketEventKind = (typeof TICKET_EVENT_KINDS)[number]

/** Bounds that people are told, in code points. */
export const TICKET_LIMITS = { question: 1_000, answer: 20_000, reason: 500, name: 100 } as const

/** How the asker is told: in the thread they asked in, by mail, or by a page that they look at themselves. */
export type ReplyTo =
  | { readonly door: 'slack'; readonly place: string; readonly thread: string | null; readonly user: string }
  | { readonly door: 'mail'; readonly address: string; readonly messageId: string | null; readonly subject: string }
  | { readonly door: 'web' }

export interface TicketAnswer {
  /** Markdown. */
  readonly text: string
  readonly by: string
  readonly at: Date
}

export interface Ticket {
  /** Unguessable: who has it may see the ticket. */
  readonly id: string
  /** With the number, how people name it: 令和8年度 第12号. */
  readonly fiscalYear: number
  readonly number: number
  /** Rises with every change; a change names the version it saw. */
  readonly version: number
  readonly state: TicketState
  readonly question: string
  /** The question of the log that it came of; null for one that was opened by itself. */
  readonly questionId: string | null
  readonly section: Section
  /** Code of the section that the product proposed; kept, to measure how often it is right. */
  readonly suggestedSectionCode: string | null
  readonly replyTo: ReplyTo
  /** Keyed hash of the asker; null for one who wishes to stay unknown. */
  readonly asker: string | null
  /** How the asker is called in the section's view; null for one who wishes to stay unknown. */
  readonly askerName: string | null
  readonly dueOn: CalendarDate
  readonly answer: TicketAnswer | null
  /** The draft, later the published entry, that the answer became. */
  readonly entryId: string | null
  /** The ticket that asks the same and is worked on in its place; what becomes of that becomes of this. */
  readonly mergedInto: string | null
  readonly openedAt: Date
  readonly changedAt: Date
}

/** What happened to a ticket. `position` counts from 1. */
export interface TicketEvent {
  readonly position: number
  readonly at: Date
  readonly actor: string
  readonly kind: TicketEventKind
  readonly detail: Readonly<Record<string, string | null>>
}

export type TicketAction =
  | { readonly kind: 'assigned'; readonly section: Section; readonly reason: string | null }
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'reopened'; readonly reason: string | null }
  | { readonly kind: 'drafted'; readonly entryId: string }
  | { readonly kind: 'registered' }
  | { readonly kind: 'closed'; readonly reason: string | null }
  /** Taken back by the asker. */
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'merged'; readonly into: Pick<Ticket, 'id' | 'fiscalYear' | 'number' | 'section' | 'mergedInto'> }

/** States in which an action makes sense. An answer may be corrected while it is no entry yet. */
const ALLOWED: Readonly<Record<TicketAction['kind'], readonly TicketState[]>> = {
  assigned: ['new', 'assigned'],
  answered: ['new', 'assigned', 'answered'],
  reopened: ['answered', 'closed'],
  drafted: ['answered'],
  registered: ['answered'],
  closed: ['new', 'assigned', 'answered'],
  withdrawn: ['new', 'assigned'],
  merged: ['new', 'assigned'],
}

export function mayDo(ticket: Pick<Ticket, 'state'>, kind: TicketAction['kind']): boolean {
  return ALLOWED[kind].includes(ticket.state)
}

/** The ticket after the action, and what to write in its history; `ticket_refused` where its state does not allow it. */
export function applyAction(
  ticket: Ticket,
  action: TicketAction,
  { actor, at }: { readonly actor: string; readonly at: Date },
): { readonly ticket: Ticket; readonly event: Omit<TicketEvent, 'position'> } {
  if (!mayDo(ticket, action.kind) || !entryFits(ticket, action)) {
    throw new FaqError('ticket_refused', { state: ticket.state, action: action.kind })
  }
  const changed = { ...ticket, version: ticket.version + 1, changedAt: at, ...changeOf(action, { actor, at }) }
  return { ticket: changed, event: { at, actor, kind: action.kind, detail: detailOf(ticket, action) } }
}

/** An answer becomes one entry, only one that there is can be registered, and tickets follow each other in no circle. */
function entryFits({ id, entryId }: Ticket, action: TicketAction): boolean {
  if (action.kind === 'merged') return action.into.id !== id && action.into.mergedInto === null
  if (action.kind === 'drafted') return entryId === null
  return action.kind !== 'registered' || entryId !== null
}

function changeOf(action: TicketAction, by: { readonly actor: string; readonly at: Date }): Partial<Ticket> {
  switch (action.kind) {
    case 'assigned':
      return { state: 'assigned', section: action.section, mergedInto: null }
    case 'answered': {
      const text = requireText('answer', action.text, TICKET_LIMITS.answer)
      return { state: 'answered', answer: { text, by: by.actor, at: by.at } }
    }
    case 'reopened':
      return { state: 'assigned', mergedInto: null }
    case 'drafted':
      return { entryId: action.entryId }
    case 'registered':
      return { state: 'registered' }
    case 'closed':
    case 'withdrawn':
      return { state: 'closed' }
    case 'merged':
      return { state: 'assigned', section: action.into.section, mergedInto: action.into.id }
    default:
      return action satisfies never
  }
}

function detailOf(ticket: Ticket, action: TicketAction): TicketEvent['detail'] {
  switch (action.kind) {
    case 'assigned':
      return { from: ticket.section.code, to: action.section.code, reason: checkReason(action.reason) }
    case 'answered':
      return { text: action.text.trim() }
    case 'reopened':
    case 'closed':
      return { reason: checkReason(action.reason) }
    case 'drafted':
      return { entry: action.entryId }
    case 'registered':
      return { entry: ticket.entryId }
    case 'withdrawn':
      return {}
    case 'merged':
      return { into: `${action.into.fiscalYear}-${action.into.number}` }
    default:
      return action satisfies never
  }
}

function checkReason(reason: string | null): string | null {
  return reason === null || reason.trim() === '' ? null : requireText('reason', reason, TICKET_LIMITS.reason)
}
