// What is asked of many tickets at once: which follow another that has come further, and how often proposals were right.
import { type Kysely, sql } from 'kysely'
import type { ProposalCount } from '../../core/ports/ticket-store.ts'
import type { Ticket } from '../../core/ticket/ticket.ts'
import type { Tables } from './tables.ts'
import { selectTickets, toTicket } from './ticket-rows.ts'

/** Pairs of a ticket and the one it was merged into, where the latter has something that the former lacks. */
export async function readyToFollow(
  query: Kysely<Tables>,
): Promise<readonly { readonly ticket: Ticket; readonly leader: Ticket }[]> {
  const rows = await selectTickets(query)
    .innerJoin('ticket as leader', 'leader.id', 'ticket.merged_into')
    .select('leader.id as leader_id')
    .where('ticket.state', 'in', ['assigned', 'answered'])
    .where(eb =>
      eb.or([
        eb('leader.answered_at', '>', sql<string>`coalesce(ticket.answered_at, '')`),
        eb.and([eb('leader.state', '=', 'closed'), eb('ticket.state', '=', 'assigned')]),
        eb.and([eb('leader.entry_id', 'is not', null), eb('ticket.entry_id', 'is', null)]),
        eb.and([eb('leader.section_id', '<>', eb.ref('ticket.section_id')), eb('ticket.state', '=', 'assigned')]),
      ]),
    )
    .execute()
  const leaders = new Map<string, Ticket>()
  for (const id of new Set(rows.map(row => row.leader_id))) {
    leaders.set(id, toTicket(await selectTickets(query).where('ticket.id', '=', id).executeTakeFirstOrThrow()))
  }
  return rows.flatMap(row => {
    const leader = leaders.get(row.leader_id)
    return leader === undefined ? [] : [{ ticket: toTicket(row), leader }]
  })
}

export async function proposals(query: Kysely<Tables>, fiscalYear: number): Promise<readonly ProposalCount[]> {
  const rows = await query
    .selectFrom('ticket')
    .innerJoin('section', 'section.id', 'ticket.suggested_section_id')
    .select(['section.code', 'section.name', eb => eb.fn.countAll<number>().as('answered')])
    .select(sql<number>`sum(ticket.section_id = ticket.suggested_section_id)`.as('hits'))
    .where('ticket.fiscal_year', '=', fiscalYear)
    .where('ticket.answered_at', 'is not', null)
    .groupBy('section.id')
    .orderBy('section.id')
    .execute()
  return rows.map(({ code, name, answered, hits }) => ({ section: { code, name }, answered, hits }))
}
