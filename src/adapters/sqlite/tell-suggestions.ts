// Which sections have suggestions that their people were not told of, and noting that they were: once a day at most.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { CalendarDate } from '../../core/fiscal-year.ts'
import type { NoticeInput } from '../../core/ports/notices.ts'
import type { UntoldSection } from '../../core/ports/suggestions.ts'
import { addNotices, type SqliteNoticesDeps } from './sqlite-notices.ts'
import type { Tables } from './tables.ts'

export async function readUntold(query: Kysely<Tables>, today: CalendarDate): Promise<readonly UntoldSection[]> {
  const rows = await query
    .selectFrom('suggestion')
    .innerJoin('entry', 'entry.id', 'suggestion.entry_id')
    .innerJoin('section', 'section.id', 'entry.section_id')
    .leftJoin('suggestion_told', 'suggestion_told.section_id', 'section.id')
    .select(['section.code', 'section.name', eb => eb.fn.countAll<number>().as('open')])
    .where('suggestion.state', '=', 'open')
    .where(eb => eb.or([eb('suggestion_told.day', 'is', null), eb('suggestion_told.day', '<', today)]))
    .groupBy('section.id')
    .having(sql<boolean>`suggestion_told.at is null or max(suggestion.proposed_at) > suggestion_told.at`)
    .orderBy('section.id')
    .execute()
  return rows.map(({ code, name, open }) => ({ section: { code, name }, open }))
}

interface Telling {
  readonly codes: readonly string[]
  readonly today: CalendarDate
  readonly notices: readonly NoticeInput[]
}

export async function tellSections(
  transaction: Transaction<Tables>,
  { codes, today, notices }: Telling,
  deps: SqliteNoticesDeps,
): Promise<void> {
  const told = { day: today, at: deps.now().toISOString() }
  const sections = await transaction.selectFrom('section').select('id').where('code', 'in', codes).execute()
  for (const { id } of sections) {
    const noted = transaction.insertInto('suggestion_told').values({ section_id: id, ...told })
    await noted.onConflict(conflict => conflict.doUpdateSet(told)).execute()
  }
  await addNotices(transaction, notices, deps)
}
