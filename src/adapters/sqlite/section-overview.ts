// Every section with its settings and what belongs to it, counted.
import { type Kysely, sql } from 'kysely'
import type { OutDoor } from '../../core/ports/outbox.ts'
import type { SectionOverview } from '../../core/ports/section-changes.ts'
import type { Tables } from './tables.ts'

export async function readOverview(query: Kysely<Tables>): Promise<readonly SectionOverview[]> {
  const rows = await query
    .selectFrom('section')
    .leftJoin('section as successor', 'successor.id', 'section.successor_id')
    .select(['section.id', 'section.code', 'section.name', 'section.approval', 'section.gate', 'section.closed_on'])
    .select(['successor.code as successorCode', 'successor.name as successorName'])
    .orderBy('section.id')
    .execute()
  const [entries, tickets, people, contacts] = [
    await countEntries(query),
    await countTickets(query),
    await countPeople(query),
    await query.selectFrom('section_contact').selectAll().execute(),
  ]
  return rows.map(row => ({
    section: { code: row.code, name: row.name },
    settings: { approval: row.approval === 1, gate: row.gate === 1 },
    contacts: Object.fromEntries(
      contacts.filter(contact => contact.section_id === row.id).map(({ door, address }) => [door, address]),
    ) as Partial<Record<OutDoor, string>>,
    published: entries.get(row.id)?.published ?? 0,
    inTheWorks: entries.get(row.id)?.inTheWorks ?? 0,
    archived: entries.get(row.id)?.archived ?? 0,
    openTickets: tickets.get(row.id) ?? 0,
    people: people.get(row.id) ?? 0,
    closedOn: row.closed_on,
    successor:
      row.successorCode === null || row.successorName === null
        ? null
        : { code: row.successorCode, name: row.successorName },
  }))
}

async function countEntries(query: Kysely<Tables>) {
  const rows = await query
    .selectFrom('entry')
    .select([
      'section_id',
      sql<number>`sum(published_revision is not null)`.as('published'),
      sql<number>`sum(status in ('draft', 'in_review'))`.as('inTheWorks'),
      sql<number>`sum(status = 'archived')`.as('archived'),
    ])
    .groupBy('section_id')
    .execute()
  return new Map(rows.map(row => [row.section_id, row]))
}

async function countTickets(query: Kysely<Tables>): Promise<ReadonlyMap<number, number>> {
  const open = query.selectFrom('ticket').where('state', 'in', ['new', 'assigned', 'answered'])
  const rows = await open
    .select(['section_id', eb => eb.fn.countAll<number>().as('count')])
    .groupBy('section_id')
    .execute()
  return new Map(rows.map(row => [row.section_id, row.count]))
}

async function countPeople(query: Kysely<Tables>): Promise<ReadonlyMap<number, number>> {
  const rows = await query
    .selectFrom('account_role')
    .innerJoin('user_account', 'user_account.id', 'account_role.account_id')
    .select(['account_role.section_id', eb => eb.fn.count<number>('account_id').distinct().as('count')])
    .where('account_role.section_id', '<>', 0)
    .where('user_account.disabled_at', 'is', null)
    .groupBy('account_role.section_id')
    .execute()
  return new Map(rows.map(row => [row.section_id, row.count]))
}
