// Merging: of two entries one stays, with the content that was chosen, and the other leads to it. One transaction.
import type { Kysely, Transaction } from 'kysely'
import type { WorkingEntry } from '../../core/entry.ts'
import { FaqError } from '../../core/errors.ts'
import type { EntryMerge, MergeOptions } from '../../core/ports/registry.ts'
import { openAuditTrail } from './audit-trail.ts'
import { loadWorkingEntries } from './load-entries.ts'
import { saveEntriesWithin } from './save-entries.ts'
import type { Tables } from './tables.ts'

export function mergeEntries(
  query: Kysely<Tables>,
  merge: EntryMerge,
  options: MergeOptions & { readonly now: () => Date },
): Promise<void> {
  return query.transaction().execute(transaction => mergeWithin(transaction, merge, options))
}

async function mergeWithin(
  transaction: Transaction<Tables>,
  { survivor, mergedId }: EntryMerge,
  { actor, seen, note, now }: MergeOptions & { readonly now: () => Date },
): Promise<void> {
  if (survivor.id === mergedId) {
    throw new FaqError('bad_input', { field: 'with', expected: 'another entry', got: mergedId })
  }
  await requireServing(transaction, survivor.id)
  const merged = await requireServing(transaction, mergedId)
  const saved = [
    { ...survivor, status: 'published' as const },
    { ...merged, status: 'archived' as const },
  ]
  await saveEntriesWithin(transaction, saved, { actor, seen, note, now })
  await transaction.updateTable('entry').set({ merged_into: survivor.id }).where('id', '=', mergedId).execute()
  const record = await openAuditTrail(transaction)
  const event = { at: now().toISOString(), actor, action: 'entry.merged', before: null }
  await record({ ...event, subject: mergedId, after: { into: survivor.id } })
  await record({ ...event, subject: survivor.id, after: { from: mergedId } })
}

/** What is in the works would be lost without a word, so it is finished first. */
async function requireServing(transaction: Transaction<Tables>, id: string): Promise<WorkingEntry> {
  const [entry] = await loadWorkingEntries(transaction, [id])
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id })
  if (entry.status !== 'published') {
    throw new FaqError('bad_input', { field: 'status', expected: 'published', got: entry.status })
  }
  return entry
}
