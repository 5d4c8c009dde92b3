// Drafts of a chat model over SQLite.
import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import { CHECK_REASONS } from '../../core/drafting/check-draft-answer.ts'
import { FaqError } from '../../core/errors.ts'
import type { ModelDraft, ModelDrafts, NewModelDraft } from '../../core/ports/model-drafts.ts'
import type { Tables } from './tables.ts'

/** A draft that nobody saved for a month is wanted by nobody; it was made of words that others wrote. */
const UNSAVED_KEPT_MS = 30 * 24 * 60 * 60 * 1000

export function openSqliteModelDrafts(query: Kysely<Tables>): ModelDrafts {
  const one = async (column: 'id' | 'entry_id', value: string) => {
    const row = await query.selectFrom('model_draft').selectAll().where(column, '=', value).executeTakeFirst()
    return row === undefined ? null : toDraft(row)
  }
  return {
    keep: draft => keep(query, draft),
    find: id => one('id', id),
    ofEntry: entryId => one('entry_id', entryId),
    assign: async (id, { entryId, sectionCode }) => {
      await query
        .updateTable('model_draft')
        .set({ entry_id: entryId, section_code: sectionCode })
        .where('id', '=', id)
        .where('saved_at', 'is', null)
        .where(eb =>
          eb.not(
            eb.exists(eb.selectFrom('model_draft as other').select('other.id').where('other.entry_id', '=', entryId)),
          ),
        )
        .execute()
    },
    unpublished: async () => {
      const rows = await query
        .selectFrom('model_draft')
        .innerJoin('entry', 'entry.id', 'model_draft.entry_id')
        .selectAll('model_draft')
        .where('model_draft.saved_at', 'is not', null)
        .where('entry.registered_on', 'is', null)
        .orderBy('model_draft.made_at', 'desc')
        .execute()
      return rows.map(toDraft)
    },
  }
}

function keep(query: Kysely<Tables>, draft: NewModelDraft): Promise<void> {
  return query.transaction().execute(async transaction => {
    const before = new Date(draft.madeAt.getTime() - UNSAVED_KEPT_MS).toISOString()
    const unsaved = transaction.deleteFrom('model_draft').where('saved_at', 'is', null)
    await unsaved.where('made_at', '<', before).execute()
    if (draft.entryId !== null) {
      await unsaved.where('entry_id', '=', draft.entryId).execute()
      const saved = await transaction
        .selectFrom('model_draft')
        .select('id')
        .where('entry_id', '=', draft.entryId)
        .executeTakeFirst()
      if (saved !== undefined) {
        throw new FaqError('conflict', { id: draft.entryId, expectedRevision: 0, currentRevision: 1 })
      }
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
      })
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

function toDraft(row: Selectable<Tables['model_draft']>): ModelDraft {
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
