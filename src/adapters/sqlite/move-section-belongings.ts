// What belongs to a section beside its entries, and goes along when the section ends: tickets, contacts, roles, places of work.
import { sql, type Transaction } from 'kysely'
import { sectionNotes } from '../../core/messages/ja/admin/section-notes.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

interface SectionKey {
  readonly id: number
  readonly code: string
}

export interface SectionMove {
  readonly transaction: Transaction<Tables>
  readonly actor: string
  readonly at: string
  readonly from: SectionKey
  readonly into: SectionKey
}

/** Each is handed over in its history; its state stays. Those that are closed too: they may be opened again. */
export async function moveTickets({ transaction, actor, at, from, into }: SectionMove): Promise<void> {
  const tickets = await transaction.selectFrom('ticket').select('id').where('section_id', '=', from.id).execute()
  const record = await openAuditTrail(transaction)
  for (const { id } of tickets) {
    await transaction
      .updateTable('ticket')
      .set(eb => ({ section_id: into.id, version: eb('version', '+', 1), changed_at: at }))
      .where('id', '=', id)
      .execute()
    const { last } = await transaction
      .selectFrom('ticket_event')
      .select(eb => eb.fn.coalesce(eb.fn.max('position'), sql<number>`0`).as('last'))
      .where('ticket_id', '=', id)
      .executeTakeFirstOrThrow()
    const detail = { from: from.code, to: into.code, reason: sectionNotes.moved }
    const event = { ticket_id: id, position: last + 1, at, actor, kind: 'assigned' as const }
    await transaction
      .insertInto('ticket_event')
      .values({ ...event, detail: JSON.stringify(detail) })
      .execute()
    const [before, after] = [{ section: from.code }, { section: into.code }]
    await record({ at, actor, action: 'ticket.moved', subject: id, before, after })
  }
}

/** An address that the successor has already stays; it is not reached in two places. */
export async function moveContacts({ transaction, actor, at, from, into }: SectionMove): Promise<void> {
  const addresses = await transaction
    .selectFrom('section_contact')
    .selectAll()
    .where('section_id', '=', from.id)
    .execute()
  await sql`update or ignore section_contact set section_id = ${into.id} where section_id = ${from.id}`.execute(
    transaction,
  )
  await transaction.deleteFrom('section_contact').where('section_id', '=', from.id).execute()
  const record = await openAuditTrail(transaction)
  for (const { door, address } of addresses) {
    const [before, after] = [{ section: from.code, door, address }, { section: into.code }]
    await record({ at, actor, action: 'section.contact_moved', subject: from.code, before, after })
  }
}

/** Roles and places of work. Sessions go on: nobody may do more than before, and every request looks rights up anew. */
export async function movePeople(move: SectionMove): Promise<void> {
  const { transaction, from, into } = move
  const roles = await transaction.selectFrom('account_role').selectAll().where('section_id', '=', from.id).execute()
  const working = await transaction.selectFrom('user_account').select('id').where('section_id', '=', from.id).execute()
  await sql`insert or ignore into account_role (account_id, role, section_id)
    select account_id, role, ${into.id} from account_role where section_id = ${from.id}`.execute(transaction)
  await transaction.deleteFrom('account_role').where('section_id', '=', from.id).execute()
  await transaction.updateTable('user_account').set({ section_id: into.id }).where('section_id', '=', from.id).execute()
  await noteAccounts(
    [...roles.map(({ account_id }) => account_id), ...working.map(({ id }) => id)],
    'account.section_moved',
    move,
  )
}

/** The people of a section get the same roles in the one that is split off. */
export async function shareRoles(move: SectionMove): Promise<void> {
  const { transaction, from, into } = move
  const { rows } = await sql<{ account_id: string }>`insert or ignore into account_role (account_id, role, section_id)
    select account_id, role, ${into.id} from account_role where section_id = ${from.id}
    returning account_id`.execute(transaction)
  await noteAccounts(
    rows.map(({ account_id }) => account_id),
    'account.roles_shared',
    move,
  )
}

async function noteAccounts(
  ids: readonly string[],
  action: string,
  { transaction, actor, at, from, into }: SectionMove,
): Promise<void> {
  const record = await openAuditTrail(transaction)
  for (const id of new Set(ids)) {
    await transaction
      .updateTable('user_account')
      .set(eb => ({ version: eb('version', '+', 1), changed_at: at }))
      .where('id', '=', id)
      .execute()
    await record({ at, actor, action, subject: id, before: { section: from.code }, after: { section: into.code } })
  }
}
