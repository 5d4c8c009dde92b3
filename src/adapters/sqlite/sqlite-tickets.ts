// Tickets over SQLite. Each write is one transaction: the ticket, its event, its audit event, and the messages that tell.
import type { Kysely, Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { NewsTo, NewTicket, TicketFilter, TicketStore } from '../../core/ports/ticket-store.ts'
import type { Ticket, TicketEvent } from '../../core/ticket/ticket.ts'
import { openAuditTrail } from './audit-trail.ts'
import { proposals, readyToFollow } from './followed-tickets.ts'
import type { Tables } from './tables.ts'
import { selectTickets, toTicket } from './ticket-rows.ts'

export function openSqliteTickets(query: Kysely<Tables>): TicketStore {
  const findOne = async (column: 'ticket.id' | 'ticket.question_id', value: string) => {
    const row = await selectTickets(query).where(column, '=', value).executeTakeFirst()
    return row === undefined ? null : toTicket(row)
  }
  return {
    open: (ticket, actor, news) => insertTicket(query, ticket, { actor, news }),
    change: (ticket, event, news) => updateTicket(query, ticket, { event, news }),
    find: id => findOne('ticket.id', id),
    findByQuestion: questionId => findOne('ticket.question_id', questionId),
    events: id => loadEvents(query, id),
    list: filter => listTickets(query, filter),
    readyToRegister: async () => {
      const rows = await selectTickets(query)
        .innerJoin('entry', 'entry.id', 'ticket.entry_id')
        .where('ticket.state', '=', 'answered')
        .where('entry.published_revision', 'is not', null)
        .execute()
      return rows.map(toTicket)
    },
    readyToFollow: () => readyToFollow(query),
    proposals: fiscalYear => proposals(query, fiscalYear),
    notePost: async (id, { door, place, message }) => {
      const insert = query.insertInto('ticket_post').values({ ticket_id: id, door, place, message })
      await insert.onConflict(conflict => conflict.doNothing()).execute()
    },
    posts: async id => {
      const rows = await query.selectFrom('ticket_post').selectAll().where('ticket_id', '=', id).execute()
      return rows.map(({ door, place, message }) => ({ door: door === 'mail' ? 'mail' : 'slack', place, message }))
    },
  }
}

async function insertTicket(
  query: Kysely<Tables>,
  ticket: NewTicket,
  { actor, news }: { readonly actor: string; readonly news: readonly NewsTo[] },
): Promise<Ticket> {
  return query.transaction().execute(async transaction => {
    const known = await ticketOfQuestion(transaction, ticket.questionId)
    if (known !== null) return known
    const section = await requireSection(transaction, ticket.sectionCode)
    const suggested =
      ticket.suggestedSectionCode === null ? null : await requireSection(transaction, ticket.suggestedSectionCode)
    const { last } = await transaction
      .selectFrom('ticket')
      .select(eb => eb.fn.coalesce(eb.fn.max('number'), eb.lit(0)).as('last'))
      .where('fiscal_year', '=', ticket.fiscalYear)
      .executeTakeFirstOrThrow()
    const { sectionCode: _, ...facts } = ticket
    const opened: Ticket = {
      ...facts,
      number: last + 1,
      version: 1,
      section: { code: section.code, name: section.name },
    }
    await transaction
      .insertInto('ticket')
      .values({
        id: opened.id,
        fiscal_year: opened.fiscalYear,
        number: opened.number,
        question: opened.question,
        question_id: opened.questionId,
        suggested_section_id: suggested?.id ?? null,
        reply_to: JSON.stringify(opened.replyTo),
        asker: opened.asker,
        asker_name: opened.askerName,
        due_on: opened.dueOn,
        opened_at: opened.openedAt.toISOString(),
        ...changing(opened, section.id),
      })
      .execute()
    const at = opened.openedAt
    await recordChange(
      transaction,
      { before: null, after: opened, news },
      { at, actor, kind: 'opened', detail: { section: section.code } },
    )
    return opened
  })
}

/** Looked for within the transaction: a form that is sent twice at once must not open two. */
async function ticketOfQuestion(transaction: Transaction<Tables>, questionId: string | null): Promise<Ticket | null> {
  if (questionId === null) return null
  const row = await selectTickets(transaction).where('ticket.question_id', '=', questionId).executeTakeFirst()
  return row === undefined ? null : toTicket(row)
}

async function updateTicket(
  query: Kysely<Tables>,
  ticket: Ticket,
  { event, news }: { readonly event: Omit<TicketEvent, 'position'>; readonly news: readonly NewsTo[] },
): Promise<void> {
  await query.transaction().execute(async transaction => {
    const row = await selectTickets(transaction).where('ticket.id', '=', ticket.id).executeTakeFirst()
    if (row === undefined) throw new FaqError('not_found', { what: 'ticket', id: ticket.id })
    const before = toTicket(row)
    if (before.version !== ticket.version - 1) {
      const versions = { expectedVersion: ticket.version - 1, currentVersion: before.version }
      throw new FaqError('ticket_changed', versions)
    }
    await changeTicket(transaction, { before, after: ticket, news }, event)
  })
}

/** Whoever calls it has seen, in the same transaction, what was there before. */
export async function changeTicket(
  transaction: Transaction<Tables>,
  change: Change & { readonly before: Ticket },
  event: Omit<TicketEvent, 'position'>,
): Promise<void> {
  const { after } = change
  const section = await requireSection(transaction, after.section.code)
  await transaction.updateTable('ticket').set(changing(after, section.id)).where('id', '=', after.id).execute()
  await recordChange(transaction, change, event)
}

/** What may be different after a change. */
function changing(ticket: Ticket, sectionId: number) {
  return {
    version: ticket.version,
    state: ticket.state,
    section_id: sectionId,
    answer: ticket.answer?.text ?? null,
    answered_by: ticket.answer?.by ?? null,
    answered_at: ticket.answer?.at.toISOString() ?? null,
    entry_id: ticket.entryId,
    merged_into: ticket.mergedInto,
    changed_at: ticket.changedAt.toISOString(),
  }
}

interface Change {
  readonly before: Ticket | null
  readonly after: Ticket
  readonly news: readonly NewsTo[]
}

async function recordChange(
  transaction: Transaction<Tables>,
  { before, after, news }: Change,
  event: Omit<TicketEvent, 'position'>,
): Promise<void> {
  const at = event.at.toISOString()
  const { actor, kind, detail } = event
  await transaction
    .insertInto('ticket_event')
    .values({ ticket_id: after.id, position: after.version, at, actor, kind, detail: JSON.stringify(detail) })
    .execute()
  const record = await openAuditTrail(transaction)
  await record({
    at,
    actor,
    action: `ticket.${kind}`,
    subject: after.id,
    before: before && audited(before),
    after: audited(after),
  })
  for (const { door, news: what } of news) {
    const message = { ticket_id: after.id, door, news: what, created_at: at, attempts: 0, next_at: at }
    await transaction.insertInto('outbox').values(message).execute()
  }
}

/**
 * The audit is kept for good and cannot be changed, so it holds nothing of who asked: no name, no address, and not what they
 * wrote, which stands in the ticket alone and never changes there.
 */
function audited({ state, section, answer, entryId, version }: Ticket) {
  return { state, section: section.code, answer: answer?.text ?? null, entry: entryId, version }
}

async function requireSection(query: Kysely<Tables>, code: string) {
  const row = await query
    .selectFrom('section')
    .select(['id', 'code', 'name'])
    .where('code', '=', code)
    .executeTakeFirst()
  if (row === undefined) throw new FaqError('not_found', { what: 'section', id: code })
  return row
}

async function loadEvents(query: Kysely<Tables>, id: string): Promise<readonly TicketEvent[]> {
  const rows = await query
    .selectFrom('ticket_event')
    .selectAll()
    .where('ticket_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map(({ position, at, actor, kind, detail }) => {
    return { position, at: new Date(at), actor, kind, detail: JSON.parse(detail) as TicketEvent['detail'] }
  })
}

async function listTickets(query: Kysely<Tables>, filter: TicketFilter) {
  const matching = () => {
    let filtered = selectTickets(query)
    if (filter.states !== undefined) filtered = filtered.where('ticket.state', 'in', [...filter.states])
    if (filter.sectionCode !== undefined) filtered = filtered.where('section.code', '=', filter.sectionCode)
    if (filter.sectionCodes !== undefined) filtered = filtered.where('section.code', 'in', filter.sectionCodes)
    if (filter.asker !== undefined) filtered = filtered.where('ticket.asker', '=', filter.asker)
    if (filter.ownOnly === true) filtered = filtered.where('merged_into', 'is', null)
    if (filter.fiscalYear !== undefined) filtered = filtered.where('ticket.fiscal_year', '=', filter.fiscalYear)
    if (filter.number !== undefined) filtered = filtered.where('ticket.number', '=', filter.number)
    return filtered
  }
  const { total } = await query
    .selectFrom(matching().as('found'))
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const found = matching()
  const ordered =
    filter.asker === undefined
      ? found.orderBy('ticket.due_on').orderBy('ticket.opened_at')
      : found.orderBy('ticket.opened_at', 'desc')
  const rows = await ordered.orderBy('ticket.id').limit(filter.limit).offset(filter.offset).execute()
  return { total, tickets: rows.map(toTicket) }
}
