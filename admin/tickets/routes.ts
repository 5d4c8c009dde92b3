// Where sections work on tickets: the inbox, a ticket with its history, and what can be done with it.
import type { Request } from 'express'
import { actorOf } from '../../src/core/access/account.ts'
import { isVisibleIn, may, scopeOf, sectionsWhere } from '../../src/core/access/rights.ts'
import type { Section } from '../../src/core/entry.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import { type CalendarDate, dateInJapan, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import type { QuestionLog } from '../../src/core/ports/question-log.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import { proposalRates } from '../../src/core/ticket/proposal-rates.ts'
import { mayDo, TICKET_STATES, type Ticket, type TicketState } from '../../src/core/ticket/ticket.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'
import { readField, readOffset } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { inboxPage } from './inbox-page.ts'
import {
  type CheckedAction,
  EMPTY_FORM,
  readTicketForm,
  type TicketForm,
  toAnswer,
  toAssign,
  toClose,
  toMerge,
} from './ticket-form.ts'
import { deskTicketPage } from './ticket-page.ts'

export interface TicketDeskDeps {
  readonly tickets: Tickets
  readonly questionLog: Pick<QuestionLog, 'find'>
  readonly registry: Pick<Registry, 'entriesById' | 'sections'>
  readonly now: () => Date
  /** A chat model can draft entries. */
  readonly drafts: () => Promise<boolean>
}

export function ticketRoutes(deps: TicketDeskDeps): readonly AdminRoute[] {
  const sectionOf = async (request: Request) =>
    (await deps.tickets.find(String(request.params['id'])))?.section.code ?? null
  const work = { action: 'ticket.work', sectionOf } as const
  return [
    guardedRoute('GET /tickets', 'ticket.work', visit => showInbox(visit, deps)),
    guardedRoute('GET /tickets/:id', work, visit => showTicket(visit, { form: EMPTY_FORM }, deps)),
    guardedRoute('POST /tickets/:id/accept', work, visit => accept(visit, deps)),
    guardedRoute('POST /tickets/:id/answer', work, visit => act(visit, async form => toAnswer(form), deps)),
    guardedRoute('POST /tickets/:id/assign', work, visit =>
      act(visit, async form => toAssign(form, await deps.registry.sections()), deps),
    ),
    guardedRoute('POST /tickets/:id/close', work, visit => act(visit, async form => toClose(form), deps)),
    guardedRoute('POST /tickets/:id/merge', work, visit =>
      act(visit, (form, ticket) => toMerge(form, ticket, deps.tickets), deps),
    ),
    guardedRoute('POST /tickets/:id/draft', work, visit => draft(visit, deps)),
  ]
}

/** Those that wait for somebody. */
const OPEN_STATES: readonly TicketState[] = ['new', 'assigned', 'answered']
const TICKETS_PER_PAGE = 50

async function showInbox({ request, account, send }: SignedInVisit, deps: TicketDeskDeps): Promise<void> {
  const sections = await ownSections(account, deps)
  const wanted = readField(request.query, 'section')
  const sectionCode = sections.some(({ code }) => code === wanted) ? wanted : undefined
  const state = readField(request.query, 'state')
  const known = TICKET_STATES.find(name => name === state)
  const states = state === 'any' ? TICKET_STATES : known === undefined ? OPEN_STATES : [known]
  const offset = readOffset(request.query)
  const sectionCodes = sections.map(({ code }) => code)
  const ownOnly = state !== 'any'
  const filter = { states, sectionCode, sectionCodes, ownOnly, limit: TICKETS_PER_PAGE, offset }
  const found = await deps.tickets.list(filter)
  const page = { sections, sectionCode: sectionCode ?? '', state, offset, limit: TICKETS_PER_PAGE }
  const today = dateInJapan(deps.now())
  const proposals = may(account, 'privacy.manage') ? await proposalsOf(request.query, today, deps) : null
  await send(inboxPage({ ...found, ...page, today, proposals }))
}

/** For administrators: how well the product proposes sections, by fiscal year. */
async function proposalsOf(query: unknown, today: CalendarDate, { tickets }: TicketDeskDeps) {
  const thisYear = fiscalYearOf(today)
  const wanted = Number(readField(query, 'year'))
  const fiscalYear = Number.isInteger(wanted) && wanted > 2_000 && wanted <= thisYear ? wanted : thisYear
  return { fiscalYear, thisYear, rates: proposalRates(await tickets.proposals(fiscalYear)) }
}

async function ownSections(
  account: SignedInVisit['account'],
  { registry }: TicketDeskDeps,
): Promise<readonly Section[]> {
  const own = sectionsWhere(account, 'ticket.work')
  const sections = await registry.sections()
  return own === null ? sections : sections.filter(({ code }) => own.includes(code))
}

interface Showing {
  readonly form: TicketForm
  readonly problem?: string
  readonly changed?: boolean
  readonly status?: number
}

async function showTicket(visit: SignedInVisit, showing: Showing, deps: TicketDeskDeps): Promise<void> {
  const { account, send } = visit
  const ticket = await existing(visit.request, deps)
  const asked = ticket.questionId === null ? null : await deps.questionLog.find(ticket.questionId)
  const shown = await deps.registry.entriesById((asked?.candidates ?? []).map(({ entryId }) => entryId))
  const scope = scopeOf(account)
  const drafts = await deps.drafts()
  const page = deskTicketPage({
    ticket,
    events: await deps.tickets.events(ticket.id),
    candidates: shown.filter(entry => entry.status === 'published' && isVisibleIn(entry, scope)),
    sections: await deps.registry.sections(),
    alike: mayDo(ticket, 'merged') ? await deps.tickets.alike(ticket.id) : [],
    leader: ticket.mergedInto === null ? null : await deps.tickets.find(ticket.mergedInto),
    today: dateInJapan(deps.now()),
    form: showing.form,
    problem: showing.problem ?? null,
    changed: showing.changed ?? false,
    drafts,
    tellsOfModel: !drafts && may(account, 'people.manage'),
  })
  await send(page, showing.status ?? 200)
}

async function existing(request: Request, { tickets }: TicketDeskDeps): Promise<Ticket> {
  const id = String(request.params['id'])
  const ticket = await tickets.find(id)
  if (ticket === null) throw new FaqError('not_found', { what: 'ticket', id: id.slice(0, 64) })
  return ticket
}

async function accept(visit: SignedInVisit, deps: TicketDeskDeps): Promise<void> {
  const { section } = await existing(visit.request, deps)
  await act(visit, async () => ({ action: { kind: 'assigned', section, reason: null }, problem: null }), deps)
}

/** What was typed stays on the page, whatever stands in the way: a mistake of one's own, or a colleague who was faster. */
async function act(
  visit: SignedInVisit,
  check: (form: TicketForm, ticket: Ticket) => Promise<CheckedAction>,
  deps: TicketDeskDeps,
): Promise<void> {
  const { request, response, account } = visit
  const form = readTicketForm(request.body)
  const ticket = await existing(request, deps)
  if (readField(request.body, 'version') !== String(ticket.version)) {
    return showTicket(visit, { form, changed: true, status: 409 }, deps)
  }
  const { action, problem } = await check(form, ticket)
  if (action === null) return showTicket(visit, { form, problem, status: 422 }, deps)
  try {
    const after = await deps.tickets.act(ticket.id, action, actorOf(account))
    const stays = may(account, 'ticket.work', after.section.code)
    response.redirect(303, stays ? `/admin/tickets/${ticket.id}` : '/admin/tickets')
  } catch (error) {
    if (!isFault(error, 'ticket_changed') && !isFault(error, 'ticket_refused') && !isFault(error, 'conflict'))
      throw error
    await showTicket(visit, { form, changed: true, status: 409 }, deps)
  }
}

/** The draft holds the question as it was asked and the answer as it was given; the editing form comes next. */
async function draft(visit: SignedInVisit, deps: TicketDeskDeps): Promise<void> {
  const { request, response, account } = visit
  const ticket = await existing(request, deps)
  if (!mayDo(ticket, 'drafted') || ticket.entryId !== null) {
    return showTicket(visit, { form: EMPTY_FORM, changed: true, status: 409 }, deps)
  }
  const { entryId } = await deps.tickets.draft(ticket.id, await deps.tickets.proposeDraft(ticket.id), actorOf(account))
  response.redirect(303, `/admin/entries/${encodeURIComponent(entryId ?? '')}/edit`)
}
