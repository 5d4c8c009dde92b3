// Keeping what is proposed for entries, over SQLite: new wordings once each, with an audit event.
import type { Kysely, Transaction } from 'kysely'
import type { WorkingEntry } from '../../core/entry.ts'
import { asPhrasing, knownTexts, sameText } from '../../core/learning/suggested-words.ts'
import type { SuggestedWords } from '../../core/ports/suggestions.ts'
import { openAuditTrail } from './audit-trail.ts'
import { loadEntries, loadWorkingEntries } from './load-entries.ts'
import type { SqliteWriteDeps } from './sqlite-synonyms.ts'
import type { Tables } from './tables.ts'

type ProposeDeps = SqliteWriteDeps & { readonly by: string }

/** Resolves with the number of new ones. */
export async function proposeWithin(
  transaction: Transaction<Tables>,
  words: readonly SuggestedWords[],
  { now, newId, by }: ProposeDeps,
): Promise<number> {
  const known = await knownWords(transaction, [...new Set(words.map(({ entryId }) => entryId))])
  const record = await openAuditTrail(transaction)
  const at = now().toISOString()
  let added = 0
  for (const proposed of words) {
    const text = asPhrasing(proposed.text)
    if (text === null || known.get(proposed.entryId)?.has(sameText(text)) !== false) continue
    const { entryId, kind, source, evidence } = proposed
    if (await isThere(transaction, { ...proposed, text })) continue
    const id = newId()
    const columns = { entry_id: entryId, kind, text, same_text: sameText(text), source, ...columnsOf(evidence) }
    const origin = { state: 'open' as const, proposed_by: by, proposed_at: at }
    await transaction
      .insertInto('suggestion')
      .values({ id, version: 1, ...columns, ...origin })
      .execute()
    const after = { id, kind, text, source }
    await record({ at, actor: by, action: 'suggestion.proposed', subject: entryId, before: null, after })
    added += 1
  }
  return added
}

/** What entries have, by id; those that are archived, or are none, are left out. */
export async function knownWords(
  query: Kysely<Tables>,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const [working, official] = [
    await loadWorkingEntries(query, entryIds),
    new Map((await loadEntries(query, entryIds)).map(entry => [entry.id, entry])),
  ]
  return new Map(
    working.filter(isAlive).map(entry => {
      const serving = official.get(entry.id)
      return [entry.id, knownTexts(entry).union(serving === undefined ? new Set<string>() : knownTexts(serving))]
    }),
  )
}

function isAlive({ status, publishedRevision }: WorkingEntry): boolean {
  return status !== 'archived' || publishedRevision !== null
}

/** Whether it was proposed before. An open one learns how often it was asked by now; one that was overtaken is open again. */
async function isThere(transaction: Transaction<Tables>, { entryId, kind, text, evidence }: SuggestedWords) {
  const row = await transaction
    .selectFrom('suggestion')
    .selectAll()
    .where('entry_id', '=', entryId)
    .where('kind', '=', kind)
    .where('same_text', '=', sameText(text))
    .executeTakeFirst()
  if (row === undefined) return false
  if (row.state === 'accepted' || row.state === 'rejected') return true
  const { times, last_asked_at, cluster_id } = columnsOf(evidence)
  const renewed = {
    times: Math.max(times, row.times),
    last_asked_at:
      [last_asked_at, row.last_asked_at]
        .filter(at => at !== null)
        .toSorted()
        .at(-1) ?? null,
    cluster_id: cluster_id ?? row.cluster_id,
  }
  const open = { state: 'open' as const, settled: 1, version: row.version + 1, decided_by: null, decided_at: null }
  await transaction
    .updateTable('suggestion')
    .set(row.state === 'overtaken' ? { ...renewed, ...open } : renewed)
    .where('id', '=', row.id)
    .execute()
  return true
}

function columnsOf({ times, lastAskedAt, clusterId }: SuggestedWords['evidence']) {
  return { times, last_asked_at: lastAskedAt?.toISOString() ?? null, cluster_id: clusterId ?? null }
}
