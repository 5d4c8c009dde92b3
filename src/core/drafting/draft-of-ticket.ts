// A draft of what a ticket asked and its section answered.
import { type Account, actorOf } from '../access/account.ts'
import { scopeOf } from '../access/rights.ts'
import type { QuestionLog } from '../ports/question-log.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Tickets } from '../ticket/tickets.ts'
import { draftAndKeep, type KeepingDeps, type KeptDraft } from './draft-and-keep.ts'
import { type NearDeps, nearEntries } from './near-entries.ts'
import type { SourceText } from './prompts.ts'

export interface TicketDraftDeps extends KeepingDeps, NearDeps {
  readonly tickets: Pick<Tickets, 'events' | 'proposeDraft'>
  readonly questionLog: Pick<QuestionLog, 'feedbackOn'>
  /** A keyed hash of the person, whose allowance is used. */
  readonly askerOf: (account: Account) => string
}

export interface TicketToDraft {
  readonly ticket: Ticket
  readonly account: Account
  readonly signal: AbortSignal
}

export async function draftOfTicket(
  { ticket, account, signal }: TicketToDraft,
  deps: TicketDraftDeps,
): Promise<KeptDraft> {
  const [texts, near, { id: entryId }] = await Promise.all([
    textsOfTicket(ticket, deps),
    nearEntries({ text: ticket.question, scope: scopeOf(account) }, deps),
    deps.tickets.proposeDraft(ticket.id),
  ])
  const { section, questionId } = ticket
  const request = { sectionName: section.name, texts, near, questionId, asker: deps.askerOf(account) }
  const of = { source: 'ticket', sourceId: ticket.id, askedBy: actorOf(account) } as const
  return draftAndKeep({ request, kept: { entryId, sectionCode: section.code, ...of }, signal }, deps)
}

/** What the asker wrote, first and since, and what the section answered. */
export async function textsOfTicket(
  ticket: Ticket,
  { tickets, questionLog }: Pick<TicketDraftDeps, 'questionLog'> & { readonly tickets: Pick<Tickets, 'events'> },
): Promise<readonly SourceText[]> {
  const [events, feedback] = await Promise.all([
    tickets.events(ticket.id),
    ticket.questionId === null ? [] : questionLog.feedbackOn([ticket.questionId]),
  ])
  const reopened = events.flatMap(({ kind, detail }) => (kind === 'reopened' ? (detail['reason'] ?? []) : []))
  const comments = feedback.flatMap(({ comment }) => comment ?? [])
  const remarks = [...new Set([...comments, ...reopened].map(text => text.trim()).filter(text => text !== ''))]
  return [
    { kind: 'question', text: ticket.question },
    ...remarks.map(text => ({ kind: 'remark', text }) as const),
    ...(ticket.answer === null ? [] : [{ kind: 'answer', text: ticket.answer.text } as const]),
  ]
}
