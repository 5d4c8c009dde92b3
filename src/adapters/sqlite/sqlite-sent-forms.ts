// Forms that were sent and taken, over SQLite.
import type { Kysely } from 'kysely'
import type { SentForms } from '../../core/ports/sent-forms.ts'
import type { Tables } from './tables.ts'

/** Nobody sends a form again after that long. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000

export function openSqliteSentForms(query: Kysely<Tables>, now: () => Date): SentForms {
  return {
    find: async (accountId, key) => {
      const row = await query
        .selectFrom('idempotency_key')
        .select('location')
        .where('account_id', '=', accountId)
        .where('key', '=', key)
        .executeTakeFirst()
      return row?.location ?? null
    },
    remember: async (accountId, key, location) => {
      const at = now()
      const before = new Date(at.getTime() - KEPT_MS).toISOString()
      await query.deleteFrom('idempotency_key').where('account_id', '=', accountId).where('at', '<', before).execute()
      await query
        .insertInto('idempotency_key')
        .values({ account_id: accountId, key, location, at: at.toISOString() })
        .onConflict(conflict => conflict.doNothing())
        .execute()
    },
  }
}
