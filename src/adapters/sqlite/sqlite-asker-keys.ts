// Keys of askers: HMAC-SHA256 under the random secret that the database was given when it was made, or renewed since.
import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { AskerKeys } from '../../core/ports/asker-keys.ts'
import type { Tables } from './tables.ts'

/** 128 bits tell more people apart than there will ever be. */
const KEY_LENGTH = 32

export interface SqliteAskerKeys {
  readonly keyOf: AskerKeys
  /** Takes the secret that the database has now. */
  readonly refresh: () => Promise<void>
}

export async function openSqliteAskerKeys(query: Kysely<Tables>): Promise<SqliteAskerKeys> {
  let secret = await readSecret(query)
  return {
    keyOf: (door, id) =>
      createHmac('sha256', secret)
        .update(JSON.stringify([door, id]))
        .digest('hex')
        .slice(0, KEY_LENGTH),
    refresh: async () => {
      secret = await readSecret(query)
    },
  }
}

async function readSecret(query: Kysely<Tables>): Promise<Buffer> {
  const { value } = await query
    .selectFrom('setting')
    .select('value')
    .where('key', '=', 'asker_secret')
    .executeTakeFirstOrThrow()
  return Buffer.from(value, 'hex')
}
