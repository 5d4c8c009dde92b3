// What a section's people type about a ticket, checked before anything is done.
import type { Section } from '../../src/core/entry.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import { mayDo, TICKET_LIMITS, type Ticket, type TicketAction } from '../../src/core/ticket/ticket.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'
import { readField } from '../read-field.ts'

export interface TicketForm {
  readonly answer: string
  readonly reason: string
  readonly section: string
  /** The ticket to merge into. */
  readonly into: string
}

export const EMPTY_FORM: TicketForm = { answer: '', reason: '', section: '', into: '' }

export function readTicketForm(body: unknown): TicketForm {
  return {
    answer: readField(body, 'answer').trim(),
    reason: readField(body, 'reason').trim(),
    section: readField(body, 'section'),
    into: readField(body, 'into'),
  }
}

export type CheckedAction =
  | { readonly action: TicketAction; readonly problem: null }
  | { readonly action: null; readonly problem: string }

const { fields, problems } = ticketMessages

export function toAnswer({ answer }: TicketForm): CheckedAction {
  const problem = textProblem(fields.answer, answer, TICKET_LIMITS.answer)
  return problem === null ? { action: { kind: 'answered', text: answer }, problem } : { action: null, problem }
}

export function toAssign({ section, reason }: TicketForm, sections: readonly Section[]): CheckedAction {
  const chosen = sections.find(({ code }) => code === section)
  if (chosen === undefined) return { action: null, problem: problems.section }
  const problem = textProblem(fields.reason, reason, TICKET_LIMITS.reason)
  return problem === null
    ? { action: { kind: 'assigned', section: chosen, reason }, problem }
    : { action: null, problem }
}

export function toClose({ reason }: TicketForm): CheckedAction {
  const problem = reason === '' ? null : textProblem(fields.reason, reason, TICKET_LIMITS.reason)
  if (problem !== null) return { action: null, problem }
  return { action: { kind: 'closed', reason: reason === '' ? null : reason }, problem }
}

/** Into one that waits, and of the same section: others are moved first. */
export async function toMerge(
  { into }: TicketForm,
  { section }: Ticket,
  tickets: Pick<Tickets, 'find'>,
): Promise<CheckedAction> {
  const found = into === '' ? null : await tickets.find(into)
  const fits = found?.section.code === section.code && mayDo(found, 'merged') && found.mergedInto === null
  if (found === null || !fits) return { action: null, problem: problems.into }
  return { action: { kind: 'merged', into: found }, problem: null }
}

function textProblem(field: string, text: string, limit: number): string | null {
  const length = countCodePoints(text)
  if (length === 0) return problems.empty(field)
  return length > limit ? problems.tooLong(field, limit, length) : null
}
