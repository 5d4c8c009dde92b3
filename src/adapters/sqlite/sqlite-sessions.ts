// Sessions over SQLite.
import type { Kysely } from 'kysely'
import type { Sessions } from '../../core/ports/sessions.ts'
import type { Tables } from './tables.ts'

export async function openSqliteSessions(query: Kysely<Tables>): Promise<Sessions> {
  const stored = query.selectFrom('setting').select('value').where('key', '=', 'session_secret')
  const { value: secret } = await stored.executeTakeFirstOrThrow()
  return {
    secret,
    read: async tokenHash => {
      const row = await query.selectFrom('session').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
      if (row === undefined) return null
      return { data: row.data, createdAt: new Date(row.created_at), seenAt: new Date(row.seen_at) }
    },
    write: async (tokenHash, data, { accountId, now }) => {
      const at = now.toISOString()
      await query
        .insertInto('session')
        .values({ token_hash: tokenHash, account_id: accountId, data, created_at: at, seen_at: at })
        .onConflict(conflict => conflict.column('token_hash').doUpdateSet({ account_id: accountId, data, seen_at: at }))
        .execute()
    },
    touch: async (tokenHash, now) => {
      const seen = { seen_at: now.toISOString() }
      await query.updateTable('session').set(seen).where('token_hash', '=', tokenHash).execute()
    },
    end: async tokenHash => {
      await query.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
    },
    endOlder: async ({ createdBefore, seenBefore }) => {
      await query
        .deleteFrom('session')
        .where(eb =>
          eb.or([eb('created_at', '<', createdBefore.toISOString()), eb('seen_at', '<', seenBefore.toISOString())]),
        )
        .execute()
    },
  }
}
