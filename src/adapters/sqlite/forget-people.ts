// Taking what tells of a person out of single rows, within the transaction of the purge or of an erasure. Sums by day are kept
// apart (migration 7) and do not change.
import { sql, type Transaction } from 'kysely'
import { recountClusters } from './cluster-recount.ts'
import type { Tables } from './tables.ts'

/** Name, address, keyed hash, and the asker's own reasons in the history. The question is kept: it may become an entry. */
export async function forgetAskerOf(transaction: Transaction<Tables>, ticketId: string): Promise<void> {
  await transaction
    .updateTable('ticket')
    .set({
      asker: null,
      asker_name: null,
      reply_to: null,
      erased_at: sql<string>`strftime('%Y-%m-%dT%H:%M:%fZ', 'now')`,
    })
    .where('id', '=', ticketId)
    .execute()
  // A door's name stands before the colon: 「slack:U1」, as earlier versions wrote it.
  await transaction
    .updateTable('ticket_event')
    .set({
      actor: sql<string>`CASE WHEN instr(actor, ':') = 0 THEN actor ELSE substr(actor, 1, instr(actor, ':') - 1) END`,
      detail: sql<string>`json_remove(detail, '$.reason')`,
    })
    .where('ticket_id', '=', ticketId)
    .where('kind', 'in', ['opened', 'reopened', 'withdrawn'])
    .execute()
  // What a mail server or a chat answered may name the address.
  await transaction.updateTable('outbox').set({ failure: null }).where('ticket_id', '=', ticketId).execute()
}

/** With what was shown for them and said of them; tickets that came of them stand by themselves then. */
export async function deleteQuestions(transaction: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const clusters = await transaction
    .selectFrom('cluster_question')
    .select('cluster_id')
    .distinct()
    .where('question_id', 'in', ids)
    .execute()
  await transaction.updateTable('ticket').set({ question_id: null }).where('question_id', 'in', ids).execute()
  await transaction.deleteFrom('feedback').where('question_id', 'in', ids).execute()
  await transaction.deleteFrom('candidate_log').where('question_id', 'in', ids).execute()
  await transaction.deleteFrom('question_log').where('id', 'in', ids).execute()
  await recountClusters(
    transaction,
    clusters.map(row => row.cluster_id),
    new Date(),
  )
}
