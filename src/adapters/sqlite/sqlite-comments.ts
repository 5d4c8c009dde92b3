// Review comments over SQLite: triggers refuse to change or delete one, whoever asks.
import type { Kysely, Transaction } from 'kysely'
import type { ReviewComments } from '../../core/ports/review-comments.ts'
import type { WorkflowChange } from '../../core/ports/workflow-store.ts'
import type { Tables } from './tables.ts'

export function openSqliteComments(query: Kysely<Tables>): ReviewComments {
  return {
    of: async entryId => {
      const rows = await query
        .selectFrom('review_comment')
        .selectAll()
        .where('entry_id', '=', entryId)
        .orderBy('id')
        .execute()
      return rows.map(row => ({
        id: row.id,
        revision: row.revision,
        kind: row.kind,
        accountId: row.account_id,
        author: row.author,
        text: row.text,
        at: new Date(row.at),
      }))
    },
  }
}

/** Belongs to the newest revision there is by then. */
export async function addComment(
  transaction: Transaction<Tables>,
  entryId: string,
  { comment, at }: { readonly comment: NonNullable<WorkflowChange['comment']>; readonly at: string },
): Promise<void> {
  const { kind, accountId, author, text } = comment
  await transaction
    .insertInto('review_comment')
    .values(eb => ({
      entry_id: entryId,
      revision: eb.selectFrom('entry').select('revision').where('id', '=', entryId),
      kind,
      account_id: accountId,
      author,
      text,
      at,
    }))
    .execute()
}
