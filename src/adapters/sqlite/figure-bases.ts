// What people state for the figures to build on: opening balances, and how many work here.
import type { Kysely, Transaction } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { OpeningBalance } from '../../core/ports/figures.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

interface WriteOptions {
  readonly now: () => Date
  readonly newId: () => string
  readonly actor: string
}

export async function openings(query: Kysely<Tables>): Promise<readonly OpeningBalance[]> {
  const rows = query.selectFrom('opening_balance').select(['id', 'on_date as onDate', 'count', 'note'])
  return rows.where('removed_at', 'is', null).orderBy('on_date').orderBy('id').execute()
}

export async function addOpening(
  transaction: Transaction<Tables>,
  { onDate, count, note }: Omit<OpeningBalance, 'id'>,
  { now, newId, actor }: WriteOptions,
): Promise<void> {
  const [id, at] = [newId(), now().toISOString()]
  const row = { id, on_date: onDate, count, note, created_by: actor, created_at: at, removed_at: null }
  await transaction.insertInto('opening_balance').values(row).execute()
  const record = await openAuditTrail(transaction)
  await record({ at, actor, action: 'opening.added', subject: id, before: null, after: { onDate, count, note } })
}

export async function removeOpening(
  transaction: Transaction<Tables>,
  id: string,
  { now, actor }: WriteOptions,
): Promise<void> {
  const before = (await openings(transaction)).find(opening => opening.id === id)
  if (before === undefined) throw new FaqError('not_found', { what: 'opening', id })
  const at = now().toISOString()
  await transaction.updateTable('opening_balance').set({ removed_at: at }).where('id', '=', id).execute()
  const record = await openAuditTrail(transaction)
  await record({ at, actor, action: 'opening.removed', subject: id, before, after: null })
}

export async function setStaffNumber(
  transaction: Transaction<Tables>,
  { fiscalYear, count }: { readonly fiscalYear: number; readonly count: number },
  { now, actor }: WriteOptions,
): Promise<void> {
  const stored = transaction.selectFrom('staff_number').select('count').where('fiscal_year', '=', fiscalYear)
  const before = (await stored.executeTakeFirst()) ?? null
  await transaction
    .insertInto('staff_number')
    .values({ fiscal_year: fiscalYear, count })
    .onConflict(conflict => conflict.column('fiscal_year').doUpdateSet({ count }))
    .execute()
  const record = await openAuditTrail(transaction)
  const event = { action: 'staff_number.set', subject: String(fiscalYear), before, after: { count } }
  await record({ at: now().toISOString(), actor, ...event })
}
