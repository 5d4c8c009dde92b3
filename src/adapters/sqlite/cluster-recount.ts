// What a cluster is told by (how many, how many people, since when, how hot), counted anew whenever its questions change; and the
// rule that one that was settled is open again when it has grown.
import type { Transaction } from 'kysely'
import { COMES_BACK_AFTER, heatOf } from '../../core/learning/cluster.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export async function recountClusters(
  transaction: Transaction<Tables>,
  ids: Iterable<number>,
  now: Date,
): Promise<void> {
  for (const id of new Set(ids)) {
    const rows = await transaction
      .selectFrom('cluster_question')
      .innerJoin('question_log', 'question_log.id', 'cluster_question.question_id')
      .select(['asked_at', 'reason', 'asker', 'conversation_id'])
      .where('cluster_id', '=', id)
      .orderBy('asked_at')
      .execute()
    const counted = rows.map(({ asked_at, reason, asker, conversation_id: conversation }) => {
      return { at: new Date(asked_at), reason, who: asker ?? conversation }
    })
    // Those who are not told apart (any more) are one at least: never more people than there were.
    const people = new Set(counted.map(({ who }) => who))
    // What no question is left of is told by none.
    const told = rows.length === 0 ? { medoid_id: null, words: '[]' } : {}
    const facts = {
      ...told,
      size: rows.length,
      people: people.size,
      first_at: rows[0]?.asked_at ?? '',
      last_at: rows.at(-1)?.asked_at ?? '',
      heat: heatOf(counted),
    }
    await transaction.updateTable('question_cluster').set(facts).where('id', '=', id).execute()
    await reopenIfGrown(transaction, id, now)
  }
}

async function reopenIfGrown(transaction: Transaction<Tables>, id: number, now: Date): Promise<void> {
  const grown = await transaction
    .selectFrom('question_cluster')
    .select(['id', 'state', 'size', 'version'])
    .where('id', '=', id)
    .where('state', 'in', ['dismissed', 'linked', 'done'])
    .where(eb => eb('size', '>=', eb('decided_size', '+', COMES_BACK_AFTER)))
    .executeTakeFirst()
  if (grown === undefined) return
  await transaction
    .updateTable('question_cluster')
    .set({ state: 'open', version: grown.version + 1 })
    .where('id', '=', id)
    .execute()
  const record = await openAuditTrail(transaction)
  await record({
    at: now.toISOString(),
    actor: 'zencho',
    action: 'cluster.reopened',
    subject: String(id),
    before: { state: grown.state },
    after: { state: 'open', size: grown.size },
  })
}
