// An entry that a model drafted is known by it from its first save on, in the same transaction: no way to save it, and no end of a
// process between, leaves it unmarked.
import type { Transaction } from 'kysely'
import { hasWordsOf } from '../../core/drafting/still-models.ts'
import type { WorkingEntry } from '../../core/entry.ts'
import type { AuditEvent } from './audit-trail.ts'
import { toDraft } from './sqlite-model-drafts.ts'
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

/** All that were made for it are kept from now on; the trail names the one whose words were saved, else the newest. */
export async function noteSavedDraft(entry: WorkingEntry, { transaction, at, actor, record }: Saving): Promise<void> {
  const rows = await transaction
    .updateTable('model_draft')
    .set({ saved_at: at })
    .where('entry_id', '=', entry.id)
    .where('saved_at', 'is', null)
    .returningAll()
    .execute()
  const standing = rows.find(row => row.overtaken_at === null)
  const saved = rows.map(toDraft).find(draft => hasWordsOf(entry, draft)) ?? (standing && toDraft(standing))
  if (saved === undefined) return
  const { id, source, sourceId, askedBy, model, madeAt } = saved
  const after = { draft: id, source, sourceId, askedBy, model, madeAt: madeAt.toISOString() }
  await record({ at, actor, action: 'entry.drafted_by_model', subject: entry.id, before: null, after })
}
