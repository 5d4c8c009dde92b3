// A draft of what a ticket asked and its section answered, kept until somebody saves it or a month went by.
import { type Account, actorOf } from '../access/account.ts'
import { scopeOf } from '../access/rights.ts'
import { QUESTION_LENGTH_MAX } from '../answer-question.ts'
import type { Entry } from '../entry.ts'
import type { ModelDrafts } from '../ports/model-drafts.ts'
import type { QuestionLog } from '../ports/question-log.ts'
import type { EntrySearch, FoundEntry } from '../search-entries.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Tickets } from '../ticket/tickets.ts'
import { type DraftFailure, draftEntry } from './draft-entry.ts'
import type { DraftingDeps } from './drafting-deps.ts'
import type { SourceText } from './prompts.ts'

export interface TicketDraftDeps {
  readonly drafting: DraftingDeps
  readonly modelDrafts: Pick<ModelDrafts, 'keep'>
  readonly tickets: Pick<Tickets, 'events' | 'proposeDraft'>
  readonly questionLog: Pick<QuestionLog, 'feedbackOn'>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  /** A keyed hash of the person, whose allowance is used. */
  readonly askerOf: (account: Account) => string
  readonly now: () => Date
  readonly newId: () => string
}

export type KeptDraft =
  | { readonly kind: 'drafted'; readonly draftId: string }
  | { readonly kind: 'failed'; readonly why: DraftFailure }

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
    nearEntries(ticket.question, account, deps),
    deps.tickets.proposeDraft(ticket.id),
  ])
  const { section, questionId } = ticket
  const askedBy = actorOf(account)
  const request = { sectionName: section.name, texts, near, questionId, asker: deps.askerOf(account) }
  const outcome = await draftEntry(request, deps.drafting, signal)
  if (outcome.kind === 'failed') return outcome
  const draftId = deps.newId()
  await deps.modelDrafts.keep({
    id: draftId,
    entryId,
    sectionCode: section.code,
    source: 'ticket',
    sourceId: ticket.id,
    askedBy,
    model: deps.drafting.access.model.name,
    madeAt: deps.now(),
    draft: outcome.draft,
  })
  return { kind: 'drafted', draftId }
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

const NEAR_MAX = 3
/** Below it entries share some words, and say something else. */
const NEAR_MIN = 0.2

/** Published entries that the person may read. */
export async function nearEntries(
  text: string,
  account: Account,
  { search }: Pick<TicketDraftDeps, 'search'>,
): Promise<readonly Entry[]> {
  const asked = [...text.trim()].slice(0, QUESTION_LENGTH_MAX).join('')
  if (!/[\p{L}\p{N}]/u.test(asked)) return []
  const found = await search({ text: asked, limit: NEAR_MAX, scope: scopeOf(account) })
  return found.filter(({ confidence }) => confidence >= NEAR_MIN).map(({ entry }) => entry)
}
