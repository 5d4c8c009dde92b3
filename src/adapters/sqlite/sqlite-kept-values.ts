// Single values over SQLite, beside the settings.
import type { Kysely } from 'kysely'
import type { KeptValues } from '../../core/ports/kept-values.ts'
import { putSetting } from './put-setting.ts'
import type { Tables } from './tables.ts'

export function openSqliteKeptValues(query: Kysely<Tables>): KeptValues {
  return {
    read: async name => {
      const row = await query.selectFrom('setting').select('value').where('key', '=', name).executeTakeFirst()
      return row?.value ?? null
    },
    write: (name, value) => putSetting(query, name, value),
  }
}
