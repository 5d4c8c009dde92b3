// What keeps the registry true on one database: review dates, sections, and what is done of both once a day.
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteSectionChanges } from '../adapters/sqlite/sqlite-section-changes.ts'
import { openSqliteUpkeep } from '../adapters/sqlite/sqlite-upkeep.ts'
import type { CalendarDate } from '../core/fiscal-year.ts'
import type { Accounts } from '../core/ports/accounts.ts'
import type { OutDoor } from '../core/ports/outbox.ts'
import type { SectionChanges } from '../core/ports/section-changes.ts'
import type { Upkeep } from '../core/ports/upkeep.ts'
import { remindSections } from '../core/upkeep/remind-sections.ts'
import type { Log } from './log.ts'

export interface OpenUpkeepDeps {
  readonly accounts: Pick<Accounts, 'all'>
  readonly outDoors: readonly OutDoor[]
  readonly now: () => Date
  readonly newId: () => string
  readonly log: Log
}

export interface OpenUpkeep {
  readonly upkeep: Upkeep
  readonly sectionChanges: SectionChanges
  /** Makes the changes of sections that are due, then reminds; resolves with the number of entries that were changed. */
  readonly turnDay: (today: CalendarDate) => Promise<number>
}

export function openUpkeep(query: OpenDatabase['query'], deps: OpenUpkeepDeps): OpenUpkeep {
  const upkeep = openSqliteUpkeep(query, deps)
  const sectionChanges = openSqliteSectionChanges(query, deps)
  let remindedOn: CalendarDate | null = null
  return {
    upkeep,
    sectionChanges,
    turnDay: async today => {
      const moved = await sectionChanges.applyDue()
      if (remindedOn !== today) await remindSections(today, { upkeep, accounts: deps.accounts.all })
      remindedOn = today
      return moved
    },
  }
}
