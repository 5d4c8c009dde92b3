// Clusters as questions come in, over SQLite: what is to be looked at, who belongs where, what a cluster is told by.
import { type Kysely, sql, type Transaction } from 'kysely'
import type {
  ClusterKeeping,
  ClusterKey,
  DueQuestion,
  OpenedClusters,
  Settled,
} from '../../core/ports/cluster-store.ts'
import { CHANNELS } from '../../core/ports/question-log.ts'
import { openAuditTrail } from './audit-trail.ts'
import { columnsOf, selectMembers, selectShown, toMember, toShownMember } from './cluster-members.ts'
import { recountClusters } from './cluster-recount.ts'
import { openClusterTelling } from './cluster-telling.ts'
import type { Tables } from './tables.ts'

export interface ClusterKeepingDeps {
  readonly now: () => Date
}

export function openClusterKeeping(query: Kysely<Tables>, { now }: ClusterKeepingDeps): ClusterKeeping {
  return {
    due: (at, limit) => dueQuestions(query, at, limit),
    settle: settled => query.transaction().execute(trx => settle(trx, settled, now())),
    membersAfter: async (questionId, limit) => {
      const rows = await selectMembers(query)
        .where('question_id', '>', questionId)
        .orderBy('question_id')
        .limit(limit)
        .execute()
      return rows.map(toMember)
    },
    membersOfOtherModels: async (modelId, limit) => {
      const rows = await selectShown(query).where('model_id', '<>', modelId).limit(limit).execute()
      return rows.map(toShownMember)
    },
    saveFeatures: features =>
      query.transaction().execute(async trx => {
        for (const [questionId, made] of features) {
          await trx.updateTable('cluster_question').set(columnsOf(made)).where('question_id', '=', questionId).execute()
        }
      }),
    regroup: moves => query.transaction().execute(trx => regroup(trx, moves, now())),
    ...openClusterTelling(query),
    settleDone: () => settleDone(query, now()),
  }
}

async function dueQuestions(query: Kysely<Tables>, at: Date, limit: number): Promise<readonly DueQuestion[]> {
  const rows = await query
    .selectFrom('missed_mark')
    .innerJoin('question_log as q', 'q.id', 'missed_mark.question_id')
    .leftJoin('cluster_question as c', 'c.question_id', 'q.id')
    .select(['q.id', 'q.text', 'q.searched_as', 'q.outcome', 'q.channel', 'q.asked_at', 'c.cluster_id'])
    .select(
      sql<number>`exists (select 1 from question_log later join feedback on feedback.question_id = later.id
        where later.conversation_id = q.conversation_id and later.asked_at > q.asked_at
        and feedback.kind in ('chosen', 'resolved'))`.as('solved_later'),
    )
    .where('due_at', '<=', at.toISOString())
    .orderBy('due_at')
    .limit(limit)
    .execute()
  const ids = rows.map(({ id }) => id)
  const said =
    ids.length === 0
      ? []
      : await query
          .selectFrom('feedback')
          .select(['question_id', 'kind'])
          .where('question_id', 'in', ids)
          .orderBy('id')
          .execute()
  const saidOf = Map.groupBy(said, ({ question_id }) => question_id)
  return rows.map(row => ({
    id: row.id,
    text: row.searched_as ?? row.text,
    outcome: row.outcome,
    channel: CHANNELS.find(channel => channel === row.channel) ?? 'api',
    askedAt: new Date(row.asked_at),
    said: (saidOf.get(row.id) ?? []).map(({ kind }) => kind),
    solvedLater: row.solved_later === 1,
    clusterId: row.cluster_id,
  }))
}

async function settle(trx: Transaction<Tables>, settled: readonly Settled[], now: Date): Promise<OpenedClusters> {
  const opening = openOnDemand(trx)
  const touched = new Set<number>()
  for (const one of settled) {
    const mark = trx.deleteFrom('missed_mark').where('question_id', '=', one.questionId)
    const row = await trx
      .selectFrom('cluster_question')
      .select('cluster_id')
      .where('question_id', '=', one.questionId)
      .executeTakeFirst()
    if (row !== undefined) touched.add(row.cluster_id)
    switch (one.kind) {
      case 'joined': {
        await mark.execute()
        if (row !== undefined) break
        const clusterId = await opening.idOf(one.to)
        touched.add(clusterId)
        const place = { question_id: one.questionId, cluster_id: clusterId, reason: one.reason }
        await trx
          .insertInto('cluster_question')
          .values({ ...place, ...columnsOf(one.features) })
          .execute()
        break
      }
      case 'stays':
        await mark.execute()
        await trx
          .updateTable('cluster_question')
          .set({ reason: one.reason })
          .where('question_id', '=', one.questionId)
          .execute()
        break
      case 'answered':
        await mark.execute()
        await trx.deleteFrom('cluster_question').where('question_id', '=', one.questionId).execute()
        break
      case 'later':
        await trx
          .updateTable('missed_mark')
          .set({ due_at: one.dueAt.toISOString() })
          .where('question_id', '=', one.questionId)
          .execute()
        break
      default:
        one satisfies never
    }
  }
  await recountClusters(trx, touched, now)
  return opening.opened
}

/** Opens the cluster of a key the first time that it is asked for. */
export function openOnDemand(trx: Transaction<Tables>) {
  const opened = new Map<ClusterKey, number>()
  return {
    opened,
    idOf: async (key: ClusterKey): Promise<number> => {
      if (key > 0) return key
      const known = opened.get(key)
      if (known !== undefined) return known
      const { id } = await trx
        .insertInto('question_cluster')
        .values({ version: 1, state: 'open' })
        .returning('id')
        .executeTakeFirstOrThrow()
      opened.set(key, id)
      return id
    },
  }
}

async function regroup(
  trx: Transaction<Tables>,
  moves: ReadonlyMap<string, ClusterKey>,
  now: Date,
): Promise<OpenedClusters> {
  const opening = openOnDemand(trx)
  const went = new Map<number, number>()
  for (const [questionId, key] of moves) {
    const row = await trx
      .selectFrom('cluster_question')
      .select(['cluster_id'])
      .where('question_id', '=', questionId)
      .where('pinned', '=', 0)
      .executeTakeFirst()
    if (row === undefined) continue // a person was faster
    const to = await opening.idOf(key)
    await trx.updateTable('cluster_question').set({ cluster_id: to }).where('question_id', '=', questionId).execute()
    went.set(row.cluster_id, to)
  }
  await recountClusters(trx, [...went.keys(), ...went.values()], now)
  for (const [from, to] of went) await leadOn(trx, from, to)
  return opening.opened
}

/** An open cluster without questions leads to the one that took them. */
async function leadOn(trx: Transaction<Tables>, from: number, to: number): Promise<void> {
  await trx
    .updateTable('question_cluster')
    .set({ state: 'merged', merged_into: to })
    .where('id', '=', from)
    .where('state', '=', 'open')
    .where('size', '=', 0)
    .execute()
}

/** Looked for without the right to write: mostly there is nothing to do. */
async function settleDone(query: Kysely<Tables>, now: Date): Promise<number> {
  if ((await publishedDrafts(query)).length === 0) return 0
  return query.transaction().execute(async trx => {
    const ready = await publishedDrafts(trx)
    const record = await openAuditTrail(trx)
    for (const { id, version, size, entry_id } of ready) {
      const facts = { state: 'done', version: version + 1, decided_size: size } as const
      await trx.updateTable('question_cluster').set(facts).where('id', '=', id).execute()
      const change = { before: { state: 'drafted' }, after: { state: 'done', entry: entry_id } }
      await record({ at: now.toISOString(), actor: 'zencho', action: 'cluster.done', subject: String(id), ...change })
    }
    return ready.length
  })
}

function publishedDrafts(query: Kysely<Tables>) {
  return query
    .selectFrom('question_cluster')
    .innerJoin('entry', 'entry.id', 'question_cluster.entry_id')
    .select(['question_cluster.id', 'question_cluster.version', 'size', 'entry_id'])
    .where('question_cluster.state', '=', 'drafted')
    .where('entry.published_revision', 'is not', null)
    .execute()
}
