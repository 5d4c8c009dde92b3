// Renderings of official answers over SQLite.
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import { FaqError } from '../../core/errors.ts'
import type { RenderedEntry, RenderingDecision, Renderings } from '../../core/ports/renderings.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'

export function openSqliteRenderings(query: Kysely<Tables>, now: () => Date): Renderings {
  return {
    find: async (entry, language, model) => {
      const row = await query
        .selectFrom('rendering')
        .selectAll()
        .where('entry_id', '=', entry.id)
        .where('language', '=', language)
        .where('words_hash', '=', hashOf(entry))
        .executeTakeFirst()
      if (row === undefined) return null
      const isDecided = row.state === 'confirmed' || row.state === 'withdrawn'
      if (!isDecided && (row.revision !== entry.revision || row.model !== model)) return null
      const { question, answer, state, version } = row
      const base = { entryId: entry.id, revision: row.revision, language, model: row.model }
      return { ...base, question, answer, state, version, at: new Date(row.at), decidedBy: row.decided_by }
    },
    keep: async (entry, { at, ...made }) => {
      const row = { ...made, revision: entry.revision, at: at.toISOString(), decided_by: null }
      await query
        .insertInto('rendering')
        .values({ entry_id: entry.id, words_hash: hashOf(entry), ...row })
        .onConflict(conflict =>
          conflict
            .columns(['entry_id', 'language', 'words_hash'])
            .doUpdateSet(eb => ({ ...row, version: eb('rendering.version', '+', 1) }))
            .where('rendering.state', 'in', ['machine', 'unfit']),
        )
        .execute()
    },
    decide: decision => decide(query, decision, now),
  }
}

function decide(
  query: Kysely<Tables>,
  { entry, language, state, words, actor, seenVersion }: RenderingDecision,
  now: () => Date,
): Promise<void> {
  return query.transaction().execute(async transaction => {
    const hash = hashOf(entry)
    const stored = await transaction
      .selectFrom('rendering')
      .selectAll()
      .where('entry_id', '=', entry.id)
      .where('language', '=', language)
      .where('words_hash', '=', hash)
      .executeTakeFirst()
    const currentRevision = stored?.version ?? 0
    if (currentRevision !== seenVersion) {
      throw new FaqError('conflict', { id: entry.id, expectedRevision: seenVersion, currentRevision })
    }
    const at = now().toISOString()
    const changed = { ...words, state, revision: entry.revision, at, decided_by: actor, version: currentRevision + 1 }
    if (stored === undefined) {
      const row = { entry_id: entry.id, language, words_hash: hash, model: '', ...changed }
      await transaction.insertInto('rendering').values(row).execute()
    } else {
      await transaction
        .updateTable('rendering')
        .set(changed)
        .where('entry_id', '=', entry.id)
        .where('language', '=', language)
        .where('words_hash', '=', hash)
        .execute()
    }
    const record = await openAuditTrail(transaction)
    const before =
      stored === undefined ? null : { state: stored.state, question: stored.question, answer: stored.answer }
    const action = state === 'confirmed' ? 'entry.rendering_confirmed' : 'entry.rendering_withdrawn'
    await record({ at, actor, action, subject: entry.id, before, after: { language, state, ...words } })
  })
}

/** Names the words that are rendered. */
function hashOf({ question, answer }: RenderedEntry): string {
  return createHash('sha256')
    .update(JSON.stringify([question, answer]))
    .digest('hex')
}
