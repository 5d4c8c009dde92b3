// What people do with clusters, over SQLite: each refused where another was faster, and told to the audit.
import type { Transaction } from 'kysely'
import type { ClusterState } from '../../core/learning/cluster.ts'
import type { Decision, SeenCluster } from '../../core/ports/cluster-store.ts'
import type { EntryInput } from '../../core/ports/registry.ts'
import { openAuditTrail } from './audit-trail.ts'
import { openOnDemand } from './cluster-keeping.ts'
import { recountClusters } from './cluster-recount.ts'
import { saveEntriesWithin } from './save-entries.ts'
import type { Tables } from './tables.ts'

/** The cluster as it was seen; undefined where another was faster. */
async function seenRow(trx: Transaction<Tables>, { id, version }: SeenCluster) {
  return trx
    .selectFrom('question_cluster')
    .selectAll()
    .where('id', '=', id)
    .where('version', '=', version)
    .where('state', '<>', 'merged')
    .executeTakeFirst()
}

interface Deciding {
  readonly decision: Decision
  readonly actor: string
  readonly at: Date
}

const STATE_AFTER = {
  dismissed: 'dismissed',
  linked: 'linked',
  drafted: 'drafted',
  reopened: 'open',
} as const satisfies Readonly<Record<Decision['kind'], ClusterState>>

export async function decideCluster(trx: Transaction<Tables>, seen: SeenCluster, { decision, actor, at }: Deciding) {
  const before = await seenRow(trx, seen)
  if (before === undefined) return 'changed'
  const after = {
    state: STATE_AFTER[decision.kind],
    entry_id: 'entryId' in decision ? decision.entryId : null,
    reason: 'reason' in decision ? decision.reason : '',
  }
  await trx
    .updateTable('question_cluster')
    .set({
      ...after,
      version: seen.version + 1,
      decided_by: actor,
      decided_at: at.toISOString(),
      decided_size: before.size,
    })
    .where('id', '=', seen.id)
    .execute()
  const record = await openAuditTrail(trx)
  await record({
    at: at.toISOString(),
    actor,
    action: `cluster.${decision.kind}`,
    subject: String(seen.id),
    before: { state: before.state, entry: before.entry_id, reason: before.reason },
    after: { state: after.state, entry: after.entry_id, reason: after.reason, size: before.size },
  })
  return 'done' as const
}

interface Drafting {
  readonly entry: EntryInput
  readonly actor: string
  readonly note: string
  readonly now: () => Date
}

/** Nothing is saved where another was faster. */
export async function draftOfCluster(trx: Transaction<Tables>, seen: SeenCluster, drafting: Drafting) {
  const { entry, actor, note, now } = drafting
  const decision = { kind: 'drafted', entryId: entry.id } as const
  if ((await seenRow(trx, seen)) === undefined) return 'changed'
  await saveEntriesWithin(trx, [entry], { actor, note, now, seen: new Map([[entry.id, 0]]) })
  return decideCluster(trx, seen, { decision, actor, at: now() })
}

interface Moving {
  readonly questionIds: readonly string[]
  readonly to: SeenCluster | null
  readonly actor: string
  readonly at: Date
}

export async function moveQuestions(
  trx: Transaction<Tables>,
  seen: SeenCluster,
  { questionIds, to, actor, at }: Moving,
) {
  if ((await seenRow(trx, seen)) === undefined) return 'changed'
  const target = to === null ? null : await seenRow(trx, to)
  if (target === undefined) return 'changed'
  const found = await trx
    .selectFrom('cluster_question')
    .select('question_id')
    .where('cluster_id', '=', seen.id)
    .where('question_id', 'in', questionIds)
    .execute()
  if (found.length < questionIds.length || found.length === 0) return 'changed'
  const id = target?.id ?? (await openOnDemand(trx).idOf(-1))
  await trx
    .updateTable('cluster_question')
    .set({ cluster_id: id, pinned: 1 })
    .where('question_id', 'in', questionIds)
    .execute()
  await bumpVersions(trx, [seen.id, ...(target === null ? [] : [id])])
  await recountClusters(trx, [seen.id, id], at)
  await leadOnIfEmpty(trx, seen.id, id)
  const record = await openAuditTrail(trx)
  const facts = { cluster: id, questions: questionIds.length }
  await record({
    at: at.toISOString(),
    actor,
    action: 'cluster.moved',
    subject: String(seen.id),
    before: null,
    after: facts,
  })
  return id
}

async function bumpVersions(trx: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  await trx
    .updateTable('question_cluster')
    .set(eb => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
}

async function leadOnIfEmpty(trx: Transaction<Tables>, from: number, to: number): Promise<void> {
  const lead = { state: 'merged', merged_into: to } as const
  await trx.updateTable('question_cluster').set(lead).where('id', '=', from).where('size', '=', 0).execute()
}

interface Merging {
  readonly into: SeenCluster
  readonly actor: string
  readonly at: Date
}

/** The questions of both are held together from now on: people have said that they ask the same. */
export async function mergeClusters(trx: Transaction<Tables>, seen: SeenCluster, { into, actor, at }: Merging) {
  const [from, to] = [await seenRow(trx, seen), await seenRow(trx, into)]
  if (from === undefined || to === undefined || from.id === to.id) return 'changed'
  await trx
    .updateTable('cluster_question')
    .set({ cluster_id: into.id, pinned: 1 })
    .where('cluster_id', 'in', [seen.id, into.id])
    .execute()
  await bumpVersions(trx, [seen.id, into.id])
  await recountClusters(trx, [seen.id, into.id], at)
  await leadOnIfEmpty(trx, seen.id, into.id)
  const record = await openAuditTrail(trx)
  const facts = { cluster: into.id, questions: from.size }
  await record({
    at: at.toISOString(),
    actor,
    action: 'cluster.merged',
    subject: String(seen.id),
    before: { state: from.state },
    after: facts,
  })
  return 'done' as const
}
