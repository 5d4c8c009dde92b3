// Drafts of a chat model over SQLite.
import type { Kysely, Selectable, Transaction } from 'kysely'
import { z } from 'zod'
import { CHECK_REASONS } from '../../core/drafting/check-draft-answer.ts'
import { FaqError } from '../../core/errors.ts'
import type { AssignedEntry, ModelDraft, ModelDrafts, NewModelDraft } from '../../core/ports/model-drafts.ts'
import type { Tables } from './tables.ts'

/** A draft that nobody saved for a month is wanted by nobody; it was made of words that others wrote. */
const UNSAVED_KEPT_MS = 30 * 24 * 60 * 60 * 1000

export function openSqliteModelDrafts(query: Kysely<Tables>): ModelDrafts {
  const one = async (column: 'id' | 'entry_id', value: string) => {
    const row = await query
      .selectFrom('model_draft')
      .selectAll()
      .where(column, '=', value)
      .where(eb => eb.or([eb('overtaken_at', 'is', null), eb('saved_at', 'is not', null)]))
      .orderBy('overtaken_at', 'asc') // nulls first: the one that stands
      .executeTakeFirst()
    return row === undefined ? null : toDraft(row)
  }
  return {
    keep: draft => keep(query, draft),
    find: id => one('id', id),
    ofEntry: entryId => one('entry_id', entryId),
    allOfEntry: async entryId => {
      const rows = query.selectFrom('model_draft').selectAll().where('entry_id', '=', entryId)
      return (await rows.orderBy('made_at', 'desc').execute()).map(toDraft)
    },
    assign: (id, entry) => assign(query, id, entry),
    unpublished: async () => {
      const rows = await query
        .selectFrom('model_draft')
        .innerJoin('entry', 'entry.id', 'model_draft.entry_id')
        .selectAll('model_draft')
        .where('model_draft.saved_at', 'is not', null)
        .where('entry.registered_on', 'is', null)
        .where('entry.published_revision', 'is', null)
        .where('entry.status', 'in', ['draft', 'in_review'])
        .orderBy('model_draft.made_at', 'desc')
        .execute()
      return rows.map(toDraft)
    },
  }
}

function keep(query: Kysely<Tables>, draft: NewModelDraft): Promise<void> {
  return query.transaction().execute(async transaction => {
    await forgetUnsaved(transaction, new Date(draft.madeAt.getTime() - UNSAVED_KEPT_MS))
    const { entryId } = draft
    if (entryId !== null && !(await takePlace(transaction, entryId, draft.madeAt))) {
      throw new FaqError('conflict', { id: entryId, expectedRevision: 0, currentRevision: 1 })
    }
    await transaction
      .insertInto('model_draft')
      .values({
        id: draft.id,
        entry_id: draft.entryId,
        section_code: draft.sectionCode,
        source: draft.source,
        source_id: draft.sourceId,
        asked_by: draft.askedBy,
        model: draft.model,
        made_at: draft.madeAt.toISOString(),
        draft: JSON.stringify(draft.draft),
        saved_at: null,
        overtaken_at: null,
      })
      .execute()
  })
}

/** But for those with whose words somebody has begun to fill in the form: saved one day, it must still be known whose they are. */
async function forgetUnsaved(transaction: Transaction<Tables>, before: Date): Promise<void> {
  await transaction
    .deleteFrom('model_draft')
    .where('saved_at', 'is', null)
    .where('made_at', '<', before.toISOString())
    .where(eb =>
      eb.or([eb('entry_id', 'is', null), eb('entry_id', 'not in', eb.selectFrom('autosave').select('entry_id'))]),
    )
    .execute()
}

/** False where a draft of the entry was saved: no other comes in its place. */
async function takePlace(transaction: Transaction<Tables>, entryId: string, at: Date): Promise<boolean> {
  const ofEntry = await transaction
    .selectFrom('model_draft')
    .select('saved_at')
    .where('entry_id', '=', entryId)
    .execute()
  if (ofEntry.some(({ saved_at: savedAt }) => savedAt !== null)) return false
  await transaction
    .updateTable('model_draft')
    .set({ overtaken_at: at.toISOString() })
    .where('entry_id', '=', entryId)
    .where('overtaken_at', 'is', null)
    .execute()
  return true
}

function assign(query: Kysely<Tables>, id: string, { entryId, sectionCode }: AssignedEntry): Promise<void> {
  return query.transaction().execute(async transaction => {
    const rows = transaction.selectFrom('model_draft').select('made_at').where('id', '=', id)
    const draft = await rows.where('saved_at', 'is', null).executeTakeFirst()
    if (draft === undefined || !(await takePlace(transaction, entryId, new Date(draft.made_at)))) return
    await transaction
      .updateTable('model_draft')
      .set({ entry_id: entryId, section_code: sectionCode, overtaken_at: null })
      .where('id', '=', id)
      .execute()
  })
}

const texts = z.array(z.string())
const draftSchema = z.object({
  question: z.string(),
  answer: z.string(),
  phrasings: texts,
  negativePhrasings: texts,
  tags: texts,
  toCheck: z.array(z.object({ statement: z.string(), why: z.enum(CHECK_REASONS), facts: texts })),
})

export function toDraft(row: Selectable<Tables['model_draft']>): ModelDraft {
  return {
    id: row.id,
    entryId: row.entry_id,
    sectionCode: row.section_code,
    source: row.source,
    sourceId: row.source_id,
    askedBy: row.asked_by,
    model: row.model,
    madeAt: new Date(row.made_at),
    draft: draftSchema.parse(JSON.parse(row.draft)),
    savedAt: row.saved_at === null ? null : new Date(row.saved_at),
  }
}
