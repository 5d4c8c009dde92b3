// Tickets as doors use them: opening one from a question, answering, moving, reopening, closing, and turning an answer into
// a draft entry. Who is told of what is decided here, so that every front end does the same.
import { ENTRY_LIMITS, type EntryContent, PLAIN_CONTENT, requireText, type Section } from '../entry.ts'
import { FaqError } from '../errors.ts'
import { type CalendarDate, dateInJapan, fiscalYearOf } from '../fiscal-year.ts'
import { isOfficeClosed } from '../japanese-holidays.ts'
import { countCodePoints } from '../normalise.ts'
import type { OutDoor, TicketNews } from '../ports/outbox.ts'
import type { QuestionLog } from '../ports/question-log.ts'
import type { EntryInput, Registry } from '../ports/registry.ts'
import type { NewsTo, TicketFilter, TicketStore } from '../ports/ticket-store.ts'
import { addWorkingDays } from './due-date.ts'
import { followLeaders } from './follow-leaders.ts'
import { findLikeCases } from './like-cases.ts'
import { type ProposingDeps, proposeSections } from './propose-sections.ts'
import { applyAction, type ReplyTo, TICKET_LIMITS, type Ticket, type TicketAction, type TicketEvent } from './ticket.ts'

export interface TicketsDeps extends Pick<ProposingDeps, 'near' | 'cases' | 'meaning'> {
  readonly store: TicketStore
  readonly registry: Pick<Registry, 'entriesById' | 'save' | 'sections'>
  readonly questionLog: Pick<QuestionLog, 'find'>
  /** Doors that are set up; a section is told through each, an asker through the one they came by. */
  readonly outDoors: readonly OutDoor[]
  /** Working days until a ticket is due. */
  readonly dueDays: number
  /** Days on which this office is closed beside weekends and holidays. */
  readonly closedDays: readonly CalendarDate[]
  readonly now: () => Date
  readonly newId: () => string
  /** Called after every change that leaves something to send. */
  readonly poke: () => void
}

export interface TicketRequest {
  readonly question: string
  readonly questionId: string | null
  readonly sectionCode: string
  readonly replyTo: ReplyTo
  readonly asker: string | null
  readonly askerName: string | null
}

export interface Tickets {
  /** The few sections that a question most likely belongs to, likeliest first; none where nothing speaks for one. */
  readonly suggest: (questionId: string | null) => Promise<readonly Section[]>
  /** One ticket a question: a second request gives back the first ticket. `actor` is told to the audit. */
  readonly open: (request: TicketRequest, actor: string) => Promise<Ticket>
  readonly find: (id: string) => Promise<Ticket | null>
  readonly events: (id: string) => Promise<readonly TicketEvent[]>
  readonly list: (filter: TicketFilter) => ReturnType<TicketStore['list']>
  /** Tickets of the same section that wait and ask much the same, likest first. */
  readonly alike: (id: string) => Promise<readonly Ticket[]>
  /** How often the proposed section was the one that answered. */
  readonly proposals: TicketStore['proposals']
  /** `not_found`, `ticket_refused` by its state, `bad_input`, or `conflict` where another change came first. */
  readonly act: (id: string, action: TicketAction, actor: string) => Promise<Ticket>
  /** What a draft of the ticket's answer would hold, for a person to look over. */
  readonly proposeDraft: (id: string) => Promise<EntryInput>
  /** Saves the draft entry and links it to the ticket. */
  readonly draft: (id: string, content: EntryContent & { readonly section: Section }, actor: string) => Promise<Ticket>
  /** Marks tickets as registered whose entries were published since; tells their askers. */
  readonly settleRegistered: () => Promise<number>
}

export function openTickets(deps: TicketsDeps): Tickets {
  return {
    suggest: questionId => suggest(questionId, deps),
    open: (request, actor) => openTicket(request, actor, deps),
    find: deps.store.find,
    events: deps.store.events,
    list: deps.store.list,
    alike: async id => alike(await existing(id, deps), deps),
    proposals: deps.store.proposals,
    act: (id, action, actor) => act(id, action, { actor, deps }),
    proposeDraft: async id => proposal(await existing(id, deps)),
    draft: (id, content, actor) => draft(id, content, { actor, deps }),
    settleRegistered: () => settleRegistered(deps),
  }
}

async function suggest(questionId: string | null, deps: TicketsDeps): Promise<readonly Section[]> {
  const asked = questionId === null ? null : await deps.questionLog.find(questionId)
  return asked === null ? [] : proposeSections(asked, deps)
}

async function openTicket(request: TicketRequest, actor: string, deps: TicketsDeps): Promise<Ticket> {
  const known = request.questionId === null ? null : await deps.store.findByQuestion(request.questionId)
  if (known !== null) return known
  const asked = request.questionId === null ? null : await deps.questionLog.find(request.questionId)
  if (request.questionId !== null && asked === null) {
    throw new FaqError('not_found', { what: 'question', id: request.questionId })
  }
  const at = deps.now()
  const today = dateInJapan(at)
  const name = request.askerName?.trim() ?? ''
  const ticket = await deps.store.open(
    {
      id: deps.newId(),
      fiscalYear: fiscalYearOf(today),
      state: 'new',
      question: requireText('question', request.question, TICKET_LIMITS.question),
      questionId: request.questionId,
      sectionCode: request.sectionCode,
      suggestedSectionCode: asked === null ? null : ((await proposeSections(asked, deps))[0]?.code ?? null),
      replyTo: request.replyTo,
      asker: request.asker,
      askerName: name === '' ? null : requireText('name', name, TICKET_LIMITS.name),
      dueOn: addWorkingDays(today, deps.dueDays, day => isOfficeClosed(day, deps.closedDays)),
      answer: null,
      entryId: null,
      mergedInto: null,
      openedAt: at,
      changedAt: at,
    },
    doorOf(actor),
    toSection('opened', deps),
  )
  deps.poke()
  return ticket
}

/** Looked through for tickets that ask the same. */
const ALIKE_AMONG = 200

async function alike(ticket: Ticket, { store, meaning }: TicketsDeps): Promise<readonly Ticket[]> {
  const waiting = { states: ['new', 'assigned'], sectionCode: ticket.section.code, ownOnly: true } as const
  const { tickets } = await store.list({ ...waiting, limit: ALIKE_AMONG, offset: 0 })
  const others = tickets.filter(({ id }) => id !== ticket.id)
  const cases = others.map(({ id, question, section }) => ({ id, text: question, sectionCode: section.code }))
  const found = await findLikeCases(ticket.question, cases, meaning)
  return found.flatMap(like => others.filter(({ id }) => id === like.case.id))
}

interface Doing {
  readonly actor: string
  readonly deps: TicketsDeps
}

async function act(id: string, action: TicketAction, { actor, deps }: Doing): Promise<Ticket> {
  const before = await existing(id, deps)
  const by = BY_ASKERS.some(kind => kind === action.kind) ? doorOf(actor) : actor
  const { ticket, event } = applyAction(before, action, { actor: by, at: deps.now() })
  await deps.store.change(ticket, event, newsOf(before, action, deps))
  deps.poke()
  await settleFollowers(deps)
  return ticket
}

/** What askers do themselves. */
const BY_ASKERS = ['reopened', 'withdrawn'] as const

/** `slack:U1` came by `slack`. Histories and the audit are kept for good: they name no asker; the ticket does, as long as it may. */
function doorOf(actor: string): string {
  return actor.split(':', 1)[0] ?? actor
}

/** What was merged into a ticket becomes what that became. */
async function settleFollowers(deps: TicketsDeps): Promise<void> {
  await followLeaders({
    ready: deps.store.readyToFollow,
    events: deps.store.events,
    act: async (id, action, actor) => {
      const before = await existing(id, deps)
      const { ticket, event } = applyAction(before, action, { actor, at: deps.now() })
      await deps.store.change(ticket, event, newsOf(before, action, deps))
      deps.poke()
    },
  })
}

/** Taking a ticket on moves it nowhere, so nobody is told of it; but one that stands on its own again is new to the section. */
function newsOf(before: Ticket, action: TicketAction, deps: TicketsDeps): readonly NewsTo[] {
  switch (action.kind) {
    case 'assigned':
      if (before.mergedInto !== null) return toSection('opened', deps)
      return action.section.code === before.section.code ? [] : toSection('assigned', deps)
    case 'reopened':
    case 'withdrawn':
      return before.mergedInto !== null && action.kind === 'withdrawn' ? [] : toSection(action.kind, deps)
    case 'answered':
    case 'registered':
    case 'closed':
      return toAsker(before, action.kind, deps)
    case 'drafted':
    case 'merged':
      return []
    default:
      return action satisfies never
  }
}

function toSection(news: TicketNews, { outDoors }: TicketsDeps): readonly NewsTo[] {
  return outDoors.map(door => ({ door, news }))
}

function toAsker({ replyTo }: Ticket, news: TicketNews, { outDoors }: TicketsDeps): readonly NewsTo[] {
  return outDoors.filter(door => door === replyTo.door).map(door => ({ door, news }))
}

async function existing(id: string, { store }: TicketsDeps): Promise<Ticket> {
  const ticket = await store.find(id)
  if (ticket === null) throw new FaqError('not_found', { what: 'ticket', id: id.slice(0, 64) })
  return ticket
}

function proposal(ticket: Ticket): EntryInput {
  return {
    ...PLAIN_CONTENT,
    id: `${ticket.section.code}-q${ticket.fiscalYear}-${ticket.number}`,
    section: ticket.section,
    status: 'draft',
    registeredOn: null,
    revisedOn: null,
    question: ticket.question,
    answer: ticket.answer?.text ?? '',
  }
}

/** Where the question was put into other words, those of the asker become a phrasing, unless they are a story. */
async function draft(
  id: string,
  content: EntryContent & { readonly section: Section },
  { actor, deps }: Doing,
): Promise<Ticket> {
  const ticket = await existing(id, deps)
  const proposed = proposal(ticket)
  const action = { kind: 'drafted', entryId: proposed.id } as const
  applyAction(ticket, action, { actor, at: deps.now() }) // refuses before anything is written
  const isPhrasing =
    ticket.question !== content.question.trim() && countCodePoints(ticket.question) <= ENTRY_LIMITS.phrasing
  const asked = isPhrasing ? [ticket.question] : []
  const phrasings = [...new Set([...content.phrasings, ...asked])]
  const seen = new Map([[proposed.id, 0]]) // never over an entry that is there already
  const { id: entryId, status, registeredOn, revisedOn } = proposed
  await deps.registry.save([{ ...content, phrasings, id: entryId, status, registeredOn, revisedOn }], { actor, seen })
  return act(id, action, { actor, deps })
}

async function settleRegistered(deps: TicketsDeps): Promise<number> {
  const ready = await deps.store.readyToRegister()
  for (const ticket of ready) await act(ticket.id, { kind: 'registered' }, { actor: 'zencho', deps })
  await settleFollowers(deps)
  return ready.length
}
