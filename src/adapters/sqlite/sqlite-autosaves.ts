// What people typed and have not saved yet, over SQLite.
import type { Kysely, Selectable } from 'kysely'
import type { Autosave, Autosaves } from '../../core/ports/autosaves.ts'
import type { Tables } from './tables.ts'

export function openSqliteAutosaves(query: Kysely<Tables>): Autosaves {
  const of = (accountId: string) => query.selectFrom('autosave').selectAll().where('account_id', '=', accountId)
  return {
    keep: async (accountId, { entryId, seenRevision, fields, savedAt }) => {
      const kept = { seen_revision: seenRevision, fields: JSON.stringify(fields), saved_at: savedAt.toISOString() }
      await query
        .insertInto('autosave')
        .values({ account_id: accountId, entry_id: entryId, ...kept })
        .onConflict(conflict => conflict.columns(['account_id', 'entry_id']).doUpdateSet(kept))
        .execute()
    },
    find: async (accountId, entryId) => {
      const row = await of(accountId).where('entry_id', '=', entryId).executeTakeFirst()
      return row === undefined ? null : toAutosave(row)
    },
    list: async (accountId, limit) =>
      (await of(accountId).orderBy('saved_at', 'desc').limit(limit).execute()).map(toAutosave),
    drop: async (accountId, entryId) => {
      await query.deleteFrom('autosave').where('account_id', '=', accountId).where('entry_id', '=', entryId).execute()
    },
  }
}

function toAutosave(row: Selectable<Tables['autosave']>): Autosave {
  return {
    entryId: row.entry_id,
    seenRevision: row.seen_revision,
    fields: JSON.parse(row.fields) as unknown,
    savedAt: new Date(row.saved_at),
  }
}
