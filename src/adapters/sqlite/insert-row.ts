// Inserts row after row: making the text of a statement costs ten times what running it does, so each text is made once.
import { CompiledQuery, type Insertable, type Kysely } from 'kysely'
import type { Tables } from './tables.ts'

const texts = new Map<string, string>()

/** The same as `insertInto(table).values(row).execute()`, for the many rows of one change. */
export async function insertRow<T extends keyof Tables>(
  query: Kysely<Tables>,
  table: T,
  row: Insertable<Tables[T]>,
): Promise<void> {
  const key = `${table} ${Object.keys(row).join(' ')}`
  let text = texts.get(key)
  if (text === undefined) {
    text = query.insertInto(table).values(row).compile().sql
    texts.set(key, text)
  }
  await query.executeQuery(CompiledQuery.raw(text, Object.values(row)))
}
