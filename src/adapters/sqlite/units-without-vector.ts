// Which units wait for a vector of a model: asked at every publication, so it must not depend on the size of the registry.
import type { Kysely, Transaction } from 'kysely'
import type { StoredUnit } from '../../core/ports/unit-store.ts'
import { putSetting } from './put-setting.ts'
import { STORED_UNIT, toStoredUnits } from './stored-units.ts'
import type { Tables } from './tables.ts'

/** Up to which unit all have vectors of a model: nobody looks at half a million units again for each one published. */
const COMPLETE_UP_TO = 'vectors_complete_up_to:'

async function completeUpTo(query: Kysely<Tables>, modelId: string): Promise<number> {
  const key = `${COMPLETE_UP_TO}${modelId}`
  const stored = await query.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst()
  return Number(stored?.value ?? 0)
}

function selectWithoutVector(query: Kysely<Tables>, modelId: string, afterId: number) {
  return query
    .selectFrom('text_unit')
    .leftJoin('text_unit_embedding as embedding', join =>
      join.onRef('embedding.unit_id', '=', 'text_unit.id').on('embedding.model_id', '=', modelId),
    )
    .where('text_unit.id', '>', afterId)
    .where('embedding.unit_id', 'is', null)
}

export async function unitsWithoutVector(
  query: Kysely<Tables>,
  modelId: string,
  limit: number,
): Promise<readonly StoredUnit[]> {
  const known = await completeUpTo(query, modelId)
  const last = await lastUnitId(query) // before the search: what comes meanwhile is not taken for complete
  const rows = selectWithoutVector(query, modelId, known).select(STORED_UNIT).orderBy('text_unit.id')
  const found = toStoredUnits(await rows.limit(limit).execute())
  const complete = found[0] === undefined ? last : found[0].id - 1
  if (complete > known) await query.transaction().execute(trx => noteComplete(trx, modelId, complete))
  return found
}

/** Unless another process has dropped the model's vectors meanwhile. */
async function noteComplete(transaction: Transaction<Tables>, modelId: string, unitId: number): Promise<void> {
  const vectors = transaction.selectFrom('text_unit_embedding').select('unit_id').where('model_id', '=', modelId)
  const some = await vectors.where('unit_id', '<=', unitId).limit(1).executeTakeFirst()
  if (some !== undefined) await putSetting(transaction, `${COMPLETE_UP_TO}${modelId}`, String(unitId))
}

export async function countWithoutVector(query: Kysely<Tables>, modelId: string): Promise<number> {
  const missing = selectWithoutVector(query, modelId, await completeUpTo(query, modelId))
  return (await missing.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
}

async function lastUnitId(query: Kysely<Tables>): Promise<number> {
  const row = await query
    .selectFrom('text_unit')
    .select(eb => eb.fn.max('id').as('id'))
    .executeTakeFirst()
  return row?.id ?? 0
}

export async function deleteVectorsOfOtherModels(transaction: Transaction<Tables>, modelId: string): Promise<void> {
  await transaction.deleteFrom('text_unit_embedding').where('model_id', '!=', modelId).execute()
  await transaction
    .deleteFrom('setting')
    .where('key', 'like', `${COMPLETE_UP_TO}%`)
    .where('key', '!=', `${COMPLETE_UP_TO}${modelId}`)
    .execute()
}
