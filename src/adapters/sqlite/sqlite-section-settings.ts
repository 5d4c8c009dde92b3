// Settings of sections over SQLite.
import type { Kysely } from 'kysely'
import { NEW_SECTION, type SectionSettingsPort } from '../../core/ports/section-settings.ts'
import type { Tables } from './tables.ts'

export function openSqliteSectionSettings(query: Kysely<Tables>): SectionSettingsPort {
  return {
    settingsOf: async code => {
      const columns = query.selectFrom('section').select(['approval', 'gate']).where('code', '=', code)
      const row = await columns.executeTakeFirst()
      return row === undefined ? NEW_SECTION : { approval: row.approval === 1, gate: row.gate === 1 }
    },
  }
}
