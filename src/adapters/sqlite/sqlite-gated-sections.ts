// Which sections let nothing be published that makes an evaluation question worse, over SQLite.
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** False for a section that is not there yet. */
export function openSqliteGatedSections(query: Kysely<Tables>): (sectionCode: string) => Promise<boolean> {
  return async code => {
    const section = await query.selectFrom('section').select('gate').where('code', '=', code).executeTakeFirst()
    return section?.gate === 1
  }
}
