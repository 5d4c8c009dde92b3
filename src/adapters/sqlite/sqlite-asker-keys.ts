// Keys of askers: HMAC-SHA256 under the random secret that the database was given when it was made.
import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AskerKeys } from '../../core/ports/asker-keys.ts'
import type { Tables } from './tables.ts'

/** 128 bits tell more people apart than there will ever be. */
const KEY_LENGTH = 32

export async function openSqliteAskerKeys(query: Kysely<Tables>): Promise<AskerKeys> {
  const { value } = await query
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'asker_secret')
    .executeTakeFirstOrThrow()
  const secret = Buffer.from(value, 'hex')
  return (door, id) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([door, id]))
      .digest('hex')
      .slice(0, KEY_LENGTH)
}
