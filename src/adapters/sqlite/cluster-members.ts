// Members of clusters as rows: what likeness is computed of, and the question as the log has it.
import type { Kysely } from 'kysely'
import type { Features, Member, ShownMember } from '../../core/ports/cluster-store.ts'
import type { Tables } from './tables.ts'

export function columnsOf({ terms, modelId, vector }: Features) {
  return {
    terms: ` ${terms.join(' ')} `,
    model_id: modelId,
    vector: new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
  }
}

export function selectMembers(query: Kysely<Tables>) {
  return query
    .selectFrom('cluster_question')
    .select(['question_id', 'cluster_id', 'pinned', 'terms', 'model_id', 'vector'])
}

export function selectShown(query: Kysely<Tables>) {
  return selectMembers(query)
    .innerJoin('question_log', 'question_log.id', 'cluster_question.question_id')
    .select(['text', 'searched_as', 'asked_at', 'reason'])
}

export async function newestMembers(
  query: Kysely<Tables>,
  clusterId: number,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<readonly ShownMember[]> {
  const rows = await selectShown(query)
    .where('cluster_id', '=', clusterId)
    .orderBy('asked_at', 'desc')
    .orderBy('question_id')
    .limit(limit)
    .offset(offset)
    .execute()
  return rows.map(toShownMember)
}

type MemberRow = Awaited<ReturnType<ReturnType<typeof selectMembers>['execute']>>[number]
type ShownRow = Awaited<ReturnType<ReturnType<typeof selectShown>['execute']>>[number]

export function toMember({ question_id, cluster_id, pinned, terms, model_id, vector }: MemberRow): Member {
  return {
    questionId: question_id,
    clusterId: cluster_id,
    pinned: pinned === 1,
    terms: terms.split(' ').filter(term => term !== ''),
    modelId: model_id,
    vector: new Float32Array(new Uint8Array(vector).buffer),
  }
}

export function toShownMember(row: ShownRow): ShownMember {
  return { ...toMember(row), text: row.searched_as ?? row.text, askedAt: new Date(row.asked_at), reason: row.reason }
}
