// Sessions over SQLite.
import { type Kysely, sql } from 'kysely'
import type { OwnSession, SessionBounds, Sessions } from '../../core/ports/sessions.ts'
import type { Tables } from './tables.ts'

/** Reading a page writes no more often than this. */
const TOUCH_EVERY_MS = 60_000

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
      const before = new Date(now.getTime() - TOUCH_EVERY_MS).toISOString()
      // Looked up first: an update that changes nothing waits for the write lock all the same.
      const stale = query.selectFrom('session').select('token_hash').where('token_hash', '=', tokenHash)
      if ((await stale.where('seen_at', '<=', before).executeTakeFirst()) === undefined) return
      const seen = { seen_at: now.toISOString() }
      await query.updateTable('session').set(seen).where('token_hash', '=', tokenHash).execute()
    },
    end: async tokenHash => {
      await query.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
    },
    ofAccount: (accountId, bounds) => ofAccount(query, accountId, bounds),
    endOwn: async (accountId, id) => {
      await query.deleteFrom('session').where('account_id', '=', accountId).where('token_hash', '=', id).execute()
    },
    endOthers: async (accountId, id) => {
      await query.deleteFrom('session').where('account_id', '=', accountId).where('token_hash', '!=', id).execute()
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

async function ofAccount(
  query: Kysely<Tables>,
  accountId: string,
  { createdBefore, seenBefore }: SessionBounds,
): Promise<readonly OwnSession[]> {
  const rows = await query
    .selectFrom('session')
    .select(['token_hash', 'created_at', 'seen_at'])
    .select([
      sql<string | null>`json_extract(data, '$.agent')`.as('agent'),
      sql<string | null>`json_extract(data, '$.address')`.as('address'),
    ])
    .where('account_id', '=', accountId)
    .where('created_at', '>=', createdBefore.toISOString())
    .where('seen_at', '>=', seenBefore.toISOString())
    .orderBy('seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map(({ token_hash: id, created_at: createdAt, seen_at: seenAt, agent, address }) => ({
    id,
    createdAt: new Date(createdAt),
    seenAt: new Date(seenAt),
    agent,
    address,
  }))
}
