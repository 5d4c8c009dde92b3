// Clusters of questions over SQLite, as pages show them and people decide on them: each step one transaction with its audit event.
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { Cluster } from '../../core/learning/cluster.ts'
import type { ClusterFilter, ClusterStore } from '../../core/ports/cluster-store.ts'
import { type ClusterKeepingDeps, openClusterKeeping } from './cluster-keeping.ts'
import { newestMembers } from './cluster-members.ts'
import { decideCluster, draftOfCluster, mergeClusters, moveQuestions } from './cluster-steps.ts'
import type { Tables } from './tables.ts'

export function openSqliteClusters(query: Kysely<Tables>, deps: ClusterKeepingDeps): ClusterStore {
  const { now } = deps
  const step = <T>(steps: (trx: Transaction<Tables>, at: Date) => Promise<T>) =>
    query.transaction().execute(trx => steps(trx, now()))
  return {
    ...openClusterKeeping(query, deps),
    list: filter => listClusters(query, filter),
    find: async id =>
      (await loadClusters(query, selectClusters(query).where('question_cluster.id', '=', id)))[0] ?? null,
    ofEntry: entryId =>
      loadClusters(query, selectClusters(query).where('entry_id', '=', entryId).orderBy('decided_at', 'desc')),
    members: (id, limit, offset) => newestMembers(query, id, { limit, offset }),
    weeks: (ids, until, count) => countWeeks(query, ids, { until, count }),
    decide: (seen, decision, actor) => step((trx, at) => decideCluster(trx, seen, { decision, actor, at })),
    draft: (seen, entry, by) => step(trx => draftOfCluster(trx, seen, { entry, ...by, now })),
    move: (seen, moved, actor) => step((trx, at) => moveQuestions(trx, seen, { ...moved, actor, at })),
    merge: (seen, into, actor) => step((trx, at) => mergeClusters(trx, seen, { into, actor, at })),
  }
}

function selectClusters(query: Kysely<Tables>) {
  return query
    .selectFrom('question_cluster')
    .leftJoin('question_log', 'question_log.id', 'question_cluster.medoid_id')
    .selectAll('question_cluster')
    .select(['question_log.text', 'question_log.searched_as'])
}

type ClusterRow = Selectable<Tables['question_cluster']> & {
  readonly text: string | null
  readonly searched_as: string | null
}

async function listClusters(
  query: Kysely<Tables>,
  { state, sectionCodes, sectionCode, terms, limit, offset }: ClusterFilter,
) {
  let found = selectClusters(query).where('state', '=', state).where('size', '>', 0)
  const ofSections = (codes: readonly string[]) =>
    sql<boolean>`exists (select 1 from cluster_section s where s.cluster_id = question_cluster.id and s.section_code in (${sql.join(['', ...codes])}))`
  const unassigned = sql<boolean>`not exists (select 1 from cluster_section s where s.cluster_id = question_cluster.id)`
  if (sectionCodes !== null) found = found.where(eb => eb.or([unassigned, ofSections(sectionCodes)]))
  if (sectionCode !== undefined) found = found.where(sectionCode === '' ? unassigned : ofSections([sectionCode]))
  for (const term of terms) {
    found = found.where(
      sql<boolean>`exists (select 1 from cluster_question c where c.cluster_id = question_cluster.id and instr(c.terms, ${` ${term} `}) > 0)`,
    )
  }
  const { total } = await query
    .selectFrom(found.as('found'))
    .select(eb => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = found.orderBy('heat', 'desc').orderBy('question_cluster.id').limit(limit).offset(offset)
  return { total, clusters: await loadClusters(query, page) }
}

async function loadClusters(
  query: Kysely<Tables>,
  selected: { readonly execute: () => Promise<readonly ClusterRow[]> },
): Promise<readonly Cluster[]> {
  const rows = await selected.execute()
  const ids = rows.map(({ id }) => id)
  const sections =
    ids.length === 0
      ? []
      : await query
          .selectFrom('cluster_section')
          .innerJoin('section', 'section.code', 'cluster_section.section_code')
          .select(['cluster_id', 'section.code', 'section.name'])
          .where('cluster_id', 'in', ids)
          .orderBy('rank')
          .execute()
  const sectionsOf = Map.groupBy(sections, ({ cluster_id }) => cluster_id)
  return rows.map(row =>
    toCluster(
      row,
      (sectionsOf.get(row.id) ?? []).map(({ code, name }) => ({ code, name })),
    ),
  )
}

function toCluster(row: ClusterRow, sections: Cluster['sections']): Cluster {
  const { decided_by: by, decided_at: at, decided_size: size } = row
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    entryId: row.entry_id,
    mergedInto: row.merged_into,
    decision: by === null || at === null ? null : { by, at: new Date(at), reason: row.reason, size: size ?? 0 },
    size: row.size,
    people: row.people,
    firstAt: new Date(row.first_at),
    lastAt: new Date(row.last_at),
    heat: row.heat,
    text: row.searched_as ?? row.text ?? '',
    words: JSON.parse(row.words) as readonly string[],
    sections,
  }
}

const WEEK_MS = 7 * 86_400_000

async function countWeeks(
  query: Kysely<Tables>,
  ids: readonly number[],
  { until, count }: { readonly until: Date; readonly count: number },
): Promise<ReadonlyMap<number, readonly number[]>> {
  const weeks = new Map(ids.map(id => [id, Array.from({ length: count }, () => 0)]))
  if (ids.length === 0) return weeks
  const from = until.getTime() - count * WEEK_MS
  const rows = await query
    .selectFrom('cluster_question')
    .innerJoin('question_log', 'question_log.id', 'cluster_question.question_id')
    .select(['cluster_id', 'asked_at'])
    .where('cluster_id', 'in', ids)
    .where('asked_at', '>', new Date(from).toISOString())
    .execute()
  for (const { cluster_id, asked_at } of rows) {
    const week = Math.min(count - 1, Math.floor((Date.parse(asked_at) - from) / WEEK_MS))
    const counts = weeks.get(cluster_id)
    if (counts !== undefined) counts[week] = (counts[week] ?? 0) + 1
  }
  return weeks
}
