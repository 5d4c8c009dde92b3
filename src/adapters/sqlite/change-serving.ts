// Changes the revision that serves and keeps what is in the works: the work goes on, on top of the change.
import type { Transaction } from 'kysely'
import type { EntryContent } from '../../core/entry.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import { saveEntriesWithin } from './save-entries.ts'
import type { Tables } from './tables.ts'

export interface ServingChange {
  readonly actor: string
  readonly note: string
  readonly now: () => Date
  /** What becomes of a content; asked of the revision that serves, and of the one in the works. */
  readonly change: (content: EntryContent) => Partial<EntryContent>
}

/** Entries that do not serve are changed as they stand. */
export async function changeServing(
  transaction: Transaction<Tables>,
  ids: readonly string[],
  { change, ...options }: ServingChange,
): Promise<void> {
  const heads = new Map((await loadWorkingEntries(transaction, ids)).map(entry => [entry.id, entry]))
  const serving = await loadEntries(transaction, ids)
  await saveEntriesWithin(
    transaction,
    serving.map(entry => ({ ...entry, ...change(entry) })),
    options,
  )
  const inTheWorks = serving.flatMap(({ id, revision }) => {
    const head = heads.get(id)
    return head === undefined || head.revision === revision ? [] : [{ ...head, ...change(head) }]
  })
  if (inTheWorks.length > 0) await saveEntriesWithin(transaction, inTheWorks, options)
}
