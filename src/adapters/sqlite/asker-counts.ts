// How many people asked in a span of months. Of fiscal years that are over the numbers can be kept without the people: for each
// span within the year, which are all that figures are told of.
import { type Kysely, sql, type Transaction } from 'kysely'
import { addDays, fiscalYearBounds } from '../../core/fiscal-year.ts'
import { monthOf, monthsOf } from '../../core/kpi/report-month.ts'
import type { Period } from '../../core/ports/figures.ts'
import type { Tables } from './tables.ts'

/** People who asked in the months that the period touches; the number that was kept where their keys are gone. */
export async function countAskers(query: Kysely<Tables>, { from, before }: Period): Promise<number> {
  const [first, last] = [from.slice(0, 7), monthOf(addDays(before, -1))]
  const kept = query.selectFrom('asker_count').select('askers').where('from_month', '=', first)
  const row = await kept.where('to_month', '=', last).executeTakeFirst()
  return row?.askers ?? distinctAskers(query, first, last)
}

/** Keeps the numbers of every span of months of a fiscal year; those that are kept already stay. */
export async function foldAskers(transaction: Transaction<Tables>, fiscalYear: number): Promise<void> {
  const months = monthsOf(fiscalYearBounds(fiscalYear))
  const kept = transaction
    .selectFrom('asker_count')
    .select('askers')
    .where('from_month', '=', months[0] ?? '')
  if ((await kept.limit(1).executeTakeFirst()) !== undefined) return
  for (const [i, from] of months.entries()) {
    for (const to of months.slice(i)) {
      const askers = await distinctAskers(transaction, from, to)
      await transaction.insertInto('asker_count').values({ from_month: from, to_month: to, askers }).execute()
    }
  }
}

async function distinctAskers(query: Kysely<Tables>, from: string, to: string): Promise<number> {
  const row = await query
    .selectFrom('asker_month')
    .select(sql<number>`count(DISTINCT asker)`.as('count'))
    .where('month', '>=', from)
    .where('month', '<=', to)
    .executeTakeFirstOrThrow()
  return row.count
}
