// Where what search knows and what is published part, by the database alone. What waits to be indexed does not count: a mark is a
// promise that the next run keeps.
import type { Kysely } from 'kysely'
import type { DataProblem } from '../../core/backup/data-problem.ts'
import type { Tables } from './tables.ts'

/** Of each kind. */
const SHOWN_MAX = 20

export async function findIndexDrift(query: Kysely<Tables>): Promise<readonly DataProblem[]> {
  const marked = query.selectFrom('index_mark').select('entry_id')
  const missing = query
    .selectFrom('entry')
    .select('id')
    .where('published_revision', 'is not', null)
    .where('id', 'not in', query.selectFrom('text_unit').select('entry_id'))
    .where('id', 'not in', marked)
  const ghosts = query
    .selectFrom('text_unit')
    .select('entry_id as id')
    .distinct()
    .where('entry_id', 'not in', query.selectFrom('entry').select('id').where('published_revision', 'is not', null))
    .where('entry_id', 'not in', marked)
  const torn = query
    .selectFrom('text_unit_embedding as vector')
    .innerJoin('text_unit as unit', 'unit.id', 'vector.unit_id')
    .select('unit.entry_id as id')
    .distinct()
    .whereRef('unit.text_hash', '!=', 'vector.text_hash')
  return [
    ...(await missing.limit(SHOWN_MAX).execute()).map(({ id }) => problem('not_indexed', id)),
    ...(await ghosts.limit(SHOWN_MAX).execute()).map(({ id }) => problem('ghost', id)),
    ...(await torn.limit(SHOWN_MAX).execute()).map(({ id }) => problem('damaged', id)),
    ...(await findWithoutVector(query)),
  ]
}

/** Counted unit by unit, without the shortcut that the indexer takes. */
async function findWithoutVector(query: Kysely<Tables>): Promise<readonly DataProblem[]> {
  const current = query.selectFrom('setting').select('value').where('key', '=', 'embedding_model')
  const model = (await current.executeTakeFirst())?.value
  if (model === undefined) return []
  const lacking = query
    .selectFrom('text_unit')
    .leftJoin('text_unit_embedding as vector', join =>
      join.onRef('vector.unit_id', '=', 'text_unit.id').on('vector.model_id', '=', model),
    )
    .select(['text_unit.entry_id as id'])
    .distinct()
    .where('vector.unit_id', 'is', null)
    .where('text_unit.entry_id', 'not in', query.selectFrom('index_mark').select('entry_id'))
  return (await lacking.limit(SHOWN_MAX).execute()).map(({ id }) => problem('not_indexed', `${id} (vector)`))
}

function problem(kind: DataProblem['kind'], detail: string): DataProblem {
  return { kind, where: 'index', detail }
}
