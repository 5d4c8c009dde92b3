// Text units, embeddings, marks and changes over SQLite.
import { createHash } from 'node:crypto'
import { CompiledQuery, type Kysely, type Selectable, type Transaction } from 'kysely'
import type { FittedModel, UnitChange, UnitStore, UnitVector } from '../../core/ports/unit-store.ts'
import { insertRow } from './insert-row.ts'
import { descendsFrom, latestChange, readLineage } from './lineage.ts'
import { loadEntries } from './load-entries.ts'
import { loadIndexedEntries } from './load-indexed-entries.ts'
import { putSetting } from './put-setting.ts'
import { STORED_UNIT, toStoredUnits } from './stored-units.ts'
import type { Tables } from './tables.ts'
import { countWithoutVector, deleteVectorsOfOtherModels, unitsWithoutVector } from './units-without-vector.ts'

const CURRENT_MODEL = 'embedding_model'
const ANALYSIS = 'text_analysis'
const IDS_PER_QUERY = 900

// What runs once for each unit or entry of a large import is written out: making a statement costs ten times what running it does.
const DELETE_MARKS = 'delete from index_mark where entry_id = ? and seq <= ?'
const SELECT_COMPARED = 'select id, kind, position, text, terms, reading from text_unit where entry_id = ?'
/** In the place of the row before, with a number of its own. */
const ANNOUNCE = 'insert or replace into index_change (entry_id) values (?)'
const INSERT_VECTOR =
  'insert into text_unit_embedding (unit_id, text_hash, model_id, vector) values (?, ?, ?, ?) on conflict do nothing'

type ComparedUnit = Pick<Selectable<Tables['text_unit']>, 'id' | 'kind' | 'position' | 'text' | 'terms' | 'reading'>

export function openSqliteUnitStore(query: Kysely<Tables>, now: () => Date): UnitStore {
  return {
    markUnlessAnalysedBy: id => query.transaction().execute(transaction => markUnlessAnalysedBy(transaction, id)),
    pendingCount: () => countPending(query),
    pendingEntries: limit => pendingEntries(query, limit),
    applyChanges: changes => query.transaction().execute(transaction => applyChanges(transaction, changes)),
    unitCount: () => countUnits(query),
    unitsAfter: (afterId, limit) => unitsAfter(query, afterId, limit),
    unitsWithoutVector: (modelId, limit) => unitsWithoutVector(query, modelId, limit),
    countWithoutVector: modelId => countWithoutVector(query, modelId),
    saveVectors: (modelId, vectors) => query.transaction().execute(trx => saveVectors(trx, modelId, vectors)),
    vectorsAfter: async (modelId, afterId, limit) => {
      return toVectors(
        await selectVectors(query, modelId).where('unit_id', '>', afterId).orderBy('unit_id').limit(limit).execute(),
      )
    },
    vectorsOf: (modelId, unitIds) => vectorsOf(query, modelId, unitIds),
    deleteVectorsOfOtherModels: modelId => {
      return query.transaction().execute(transaction => deleteVectorsOfOtherModels(transaction, modelId))
    },
    indexedEntriesAfter: (afterId, limit) => loadIndexedEntries(query, { afterId, limit }),
    indexedEntriesById: ids => loadIndexedEntries(query, { ids }),
    latestChange: () => latestChange(query),
    changesAfter: seq => {
      return query
        .selectFrom('index_change')
        .select(['seq', 'entry_id as entryId'])
        .where('seq', '>', seq)
        .orderBy('seq')
        .execute()
    },
    lineage: () => readLineage(query),
    descendsFrom: lineage => descendsFrom(query, lineage),
    currentModel: () => currentModel(query),
    useModel: model => query.transaction().execute(transaction => useModel(transaction, model, now())),
  }
}

async function markUnlessAnalysedBy(transaction: Transaction<Tables>, analysisId: string): Promise<void> {
  const stored = await transaction.selectFrom('setting').select('value').where('key', '=', ANALYSIS).executeTakeFirst()
  if (stored?.value === analysisId) return
  await transaction
    .insertInto('index_mark')
    .columns(['entry_id'])
    .expression(transaction.selectFrom('entry').select('id as entry_id').orderBy('id'))
    .execute()
  await putSetting(transaction, ANALYSIS, analysisId)
}

async function countPending(query: Kysely<Tables>): Promise<number> {
  const count = query.selectFrom('index_mark').select(eb => eb.fn.count<number>('entry_id').distinct().as('count'))
  return (await count.executeTakeFirstOrThrow()).count
}

async function pendingEntries(query: Kysely<Tables>, limit: number) {
  const marks = await oldestMarks(query, limit)
  const entries = new Map(
    (
      await loadEntries(
        query,
        marks.map(mark => mark.entry_id),
      )
    ).map(entry => [entry.id, entry]),
  )
  return marks.map(({ entry_id: entryId, seq: markSeq }) => {
    const entry = entries.get(entryId)
    return { entryId, content: entry?.status === 'published' ? entry : null, markSeq }
  })
}

/** Entries of the marks that have waited longest, each with its newest mark; what all the others are is not looked at. */
function oldestMarks(query: Kysely<Tables>, limit: number) {
  const oldest = query.selectFrom('index_mark').select('entry_id').orderBy('seq').limit(limit).as('oldest')
  return query
    .selectFrom('index_mark as mark')
    .where('mark.entry_id', 'in', eb => eb.selectFrom(oldest).select('oldest.entry_id'))
    .select(['mark.entry_id', eb => eb.fn.max('mark.seq').as('seq')])
    .groupBy('mark.entry_id')
    .orderBy('seq')
    .execute()
}

async function applyChanges(transaction: Transaction<Tables>, changes: readonly UnitChange[]): Promise<void> {
  for (const change of changes) {
    await replaceUnits(transaction, change)
    await transaction.executeQuery(CompiledQuery.raw(DELETE_MARKS, [change.entryId, change.markSeq]))
  }
  await announce(
    transaction,
    changes.map(change => change.entryId),
  )
}

/** A stored unit of the same kind, text, terms and reading is kept with its id, wherever in the entry it stands now. */
async function replaceUnits(transaction: Transaction<Tables>, { entryId, units }: UnitChange): Promise<void> {
  const stored = await transaction.executeQuery<ComparedUnit>(CompiledQuery.raw(SELECT_COMPARED, [entryId]))
  const spare = Map.groupBy(stored.rows, unit => JSON.stringify([unit.kind, unit.text, unit.terms, unit.reading]))
  for (const { kind, position, text, terms, reading, bare } of units) {
    const row = { kind, position, text, terms: terms.join(' '), reading, bare: bare ?? null }
    const kept = spare.get(JSON.stringify([kind, text, row.terms, reading]))?.shift()
    if (kept === undefined) {
      await insertRow(transaction, 'text_unit', { entry_id: entryId, ...row, text_hash: hashText(text) })
    } else if (kept.position !== position) {
      await transaction.updateTable('text_unit').set({ position }).where('id', '=', kept.id).execute()
    }
  }
  const stale = [...spare.values()].flat().map(unit => unit.id)
  if (stale.length > 0) await transaction.deleteFrom('text_unit').where('id', 'in', stale).execute()
}

/** Moves each entry to the end of the feed, where every reader that follows it will pass. */
async function announce(transaction: Transaction<Tables>, entryIds: readonly string[]): Promise<void> {
  for (const entryId of entryIds) await transaction.executeQuery(CompiledQuery.raw(ANNOUNCE, [entryId]))
}

async function countUnits(query: Kysely<Tables>): Promise<number> {
  const row = await query
    .selectFrom('text_unit')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

async function unitsAfter(query: Kysely<Tables>, afterId: number, limit: number) {
  const rows = query.selectFrom('text_unit').select(STORED_UNIT).where('id', '>', afterId)
  return toStoredUnits(await rows.orderBy('id').limit(limit).execute())
}

async function saveVectors(
  transaction: Transaction<Tables>,
  modelId: string,
  vectors: readonly UnitVector[],
): Promise<void> {
  const ids = vectors.map(({ unitId }) => unitId)
  const owners = await transaction.selectFrom('text_unit').select(['id', 'entry_id']).where('id', 'in', ids).execute()
  const living = new Set(owners.map(owner => owner.id))
  for (const { unitId, textHash, vector } of vectors) {
    if (!living.has(unitId)) continue // replaced by a newer text while its vector was being made
    await transaction.executeQuery(CompiledQuery.raw(INSERT_VECTOR, [unitId, textHash, modelId, toBlob(vector)]))
  }
  await announce(transaction, [...new Set(owners.map(owner => owner.entry_id))])
}

function selectVectors(query: Kysely<Tables>, modelId: string) {
  return query
    .selectFrom('text_unit_embedding')
    .select(['unit_id', 'text_hash', 'vector'])
    .where('model_id', '=', modelId)
}

async function vectorsOf(
  query: Kysely<Tables>,
  modelId: string,
  unitIds: readonly number[],
): Promise<readonly UnitVector[]> {
  const vectors: UnitVector[] = []
  for (let from = 0; from < unitIds.length; from += IDS_PER_QUERY) {
    const some = unitIds.slice(from, from + IDS_PER_QUERY)
    vectors.push(...toVectors(await selectVectors(query, modelId).where('unit_id', 'in', some).execute()))
  }
  return vectors
}

function toVectors(rows: readonly { unit_id: number; text_hash: string; vector: Uint8Array }[]): readonly UnitVector[] {
  return rows.map(row => ({ unitId: row.unit_id, textHash: row.text_hash, vector: fromBlob(row.vector) }))
}

async function currentModel(query: Kysely<Tables>): Promise<FittedModel | null> {
  const row = await query
    .selectFrom('setting')
    .innerJoin('embedding_model', 'embedding_model.id', 'setting.value')
    .select(['embedding_model.id', 'embedding_model.parameters', 'embedding_model.fitted_units as fittedUnits'])
    .where('setting.key', '=', CURRENT_MODEL)
    .executeTakeFirst()
  return row ?? null
}

async function useModel(transaction: Transaction<Tables>, model: FittedModel, now: Date): Promise<void> {
  const row = {
    id: model.id,
    parameters: model.parameters,
    fitted_units: model.fittedUnits,
    created_at: now.toISOString(),
  }
  await transaction
    .insertInto('embedding_model')
    .values(row)
    .onConflict(c => c.column('id').doUpdateSet(row))
    .execute()
  await putSetting(transaction, CURRENT_MODEL, model.id)
  await transaction.deleteFrom('embedding_model').where('id', '!=', model.id).execute()
}

/** Little-endian float32, as every platform Node runs on has it. */
function toBlob(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}

function fromBlob(blob: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = blob.byteOffset % 4 === 0 ? blob : new Uint8Array(blob)
  return new Float32Array(buffer, byteOffset, byteLength / 4)
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
