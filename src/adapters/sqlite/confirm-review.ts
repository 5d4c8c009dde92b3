// 「内容を確認しました」: the next review date of an entry, as a revision of what serves.
import type { Transaction } from 'kysely'
import type { EntryContent } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import type { Confirmation } from '../../core/ports/upkeep.ts'
import { changeServing } from './change-serving.ts'
import type { Tables } from './tables.ts'

export async function confirmReview(
  transaction: Transaction<Tables>,
  { entryId, reviewBy, seen, actor, note }: Confirmation,
  now: () => Date,
): Promise<void> {
  const entry = await transaction
    .selectFrom('entry')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.published_revision'),
    )
    .select(['entry.revision', 'revision.review_by'])
    .where('entry.id', '=', entryId)
    .executeTakeFirst()
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id: entryId })
  if (entry.revision !== seen) {
    throw new FaqError('conflict', { id: entryId, expectedRevision: seen, currentRevision: entry.revision })
  }
  // A date that an editor has set in the works stays.
  const change = (content: EntryContent) => (content.reviewBy === entry.review_by ? { reviewBy } : {})
  await changeServing(transaction, [entryId], { actor, note, now, change })
}
