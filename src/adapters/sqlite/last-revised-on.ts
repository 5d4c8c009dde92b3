// When an entry's words or answer were last published otherwise than before. A confirmed review, or another section, is no change
// that askers could notice.
import { type Kysely, sql } from 'kysely'
import { type CalendarDate, dateInJapan } from '../../core/fiscal-year.ts'
import type { Tables } from './tables.ts'

/** Publications that are looked through, newest first: nobody publishes more often between two changes. */
const PUBLICATIONS_MAX = 20

export async function lastRevisedOn(query: Kysely<Tables>, entryId: string): Promise<CalendarDate | null> {
  const phrasings = sql<string | null>`(select json_group_array(polarity || text order by polarity, position)
    from phrasing where phrasing.entry_id = revision.entry_id and phrasing.revision = revision.number)`
  const newestFirst = await query
    .selectFrom('revision')
    .select(['created_at', 'question', 'answer', phrasings.as('phrasings')])
    .where('entry_id', '=', entryId)
    .where(eb => eb.or([eb('status', '=', 'published'), eb('status', 'is', null)]))
    .orderBy('number', 'desc')
    .limit(PUBLICATIONS_MAX)
    .execute()
  for (const [i, revision] of newestFirst.entries()) {
    const before = newestFirst[i + 1]
    if (before === undefined) return null
    const isSame = (['question', 'answer', 'phrasings'] as const).every(field => revision[field] === before[field])
    if (!isSame) return dateInJapan(new Date(revision.created_at))
  }
  return null
}
