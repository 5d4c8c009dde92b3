// What clusters are told by, over SQLite: which of them changed since, however that came, and when all were last grouped anew.
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ClusterKeeping, Description, Untold } from '../../core/ports/cluster-store.ts'
import { openSqliteKeptValues } from './sqlite-kept-values.ts'
import type { Tables } from './tables.ts'

type ClusterTelling = Pick<ClusterKeeping, 'describe' | 'grouped' | 'noteGrouped' | 'retell' | 'untold'>

/** Among the settings: the day, a blank, the model. */
const GROUPED = 'clusters_grouped'
const DAY_LENGTH = '2026-04-01'.length

export function openClusterTelling(query: Kysely<Tables>): ClusterTelling {
  const kept = openSqliteKeptValues(query)
  return {
    untold: () =>
      query
        .selectFrom('question_cluster')
        .select(['id', 'changes'])
        .where(sql<boolean>`told <> changes`)
        .orderBy('id')
        .execute(),
    retell: clusterIds =>
      query.transaction().execute(async trx => {
        for (const id of clusterIds) {
          await trx.updateTable('question_cluster').set({ told: NEVER }).where('id', '=', id).execute()
        }
      }),
    describe: (untold, description) => query.transaction().execute(trx => describe(trx, untold, description)),
    grouped: async () => {
      const value = await kept.read(GROUPED)
      return value === null ? null : { day: value.slice(0, DAY_LENGTH), modelId: value.slice(DAY_LENGTH + 1) }
    },
    noteGrouped: ({ day, modelId }) => kept.write(GROUPED, `${day} ${modelId}`),
  }
}

/** No number of changes. */
const NEVER = -1

async function describe(trx: Transaction<Tables>, { id, changes }: Untold, told: Description | null): Promise<void> {
  const facts = { medoid_id: told?.medoidId ?? null, words: JSON.stringify(told?.words ?? []), told: changes }
  const written = trx.updateTable('question_cluster').set(facts).where('id', '=', id).where('changes', '=', changes)
  if ((await written.executeTakeFirst()).numUpdatedRows === 0n || told === null) return
  await trx.deleteFrom('cluster_section').where('cluster_id', '=', id).execute()
  const rows = told.sectionCodes.map((code, rank) => ({ cluster_id: id, rank, section_code: code }))
  if (rows.length > 0) await trx.insertInto('cluster_section').values(rows).execute()
}
