// An entry that a model drafted is known by it from its first save on, in the same transaction: no way to save it, and no end of a
// process between, leaves it unmarked.
import type { Transaction } from 'kysely'
import type { AuditEvent } from './audit-trail.ts'
import type { Tables } from './tables.ts'

/** Few at any time: what nobody saves is forgotten after a month. */
export async function unsavedDrafts(transaction: Transaction<Tables>): Promise<ReadonlySet<string>> {
  const rows = await transaction
    .selectFrom('model_draft')
    .select('entry_id')
    .where('saved_at', 'is', null)
    .where('entry_id', 'is not', null)
    .execute()
  return new Set(rows.flatMap(row => row.entry_id ?? []))
}

interface Saving {
  readonly transaction: Transaction<Tables>
  readonly at: string
  readonly actor: string
  readonly record: (event: AuditEvent) => Promise<void>
}

export async function noteSavedDraft(entryId: string, { transaction, at, actor, record }: Saving): Promise<void> {
  const draft = await transaction
    .updateTable('model_draft')
    .set({ saved_at: at })
    .where('entry_id', '=', entryId)
    .where('saved_at', 'is', null)
    .returning(['id', 'source', 'source_id', 'asked_by', 'model', 'made_at'])
    .executeTakeFirst()
  if (draft === undefined) return
  const { id, source, source_id: sourceId, asked_by: askedBy, model, made_at: madeAt } = draft
  const after = { draft: id, source, sourceId, askedBy, model, madeAt }
  await record({ at, actor, action: 'entry.drafted_by_model', subject: entryId, before: null, after })
}
