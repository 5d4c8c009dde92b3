// One value by name, for what the program must remember of its own state.
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

export async function putSetting(query: Kysely<Tables>, key: string, value: string): Promise<void> {
  await query
    .insertInto('setting')
    .values({ key, value })
    .onConflict(c => c.column('key').doUpdateSet({ value }))
    .execute()
}
