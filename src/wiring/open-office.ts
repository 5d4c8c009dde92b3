// The part of the product that people work with: accounts, entries in the works, tickets, what is done each day, imports.
import { openSqliteAskerKeys } from '../adapters/sqlite/sqlite-asker-keys.ts'
import { openSqliteTicketReminders } from '../adapters/sqlite/sqlite-ticket-reminders.ts'
import type { Config } from '../config.ts'
import type { CalendarDate } from '../core/fiscal-year.ts'
import type { Accounts } from '../core/ports/accounts.ts'
import { remindOverdue } from '../core/ticket/remind-overdue.ts'
import type { Log } from './log.ts'
import { openMeaningLikeness } from './meaning-likeness.ts'
import type { OpenAsking } from './open-asking.ts'
import { openDesk } from './open-desk.ts'
import { openEditing } from './open-editing.ts'
import { openExchange } from './open-exchange.ts'
import { openPeople } from './open-people.ts'
import { openPrivacyOn } from './open-privacy.ts'
import { openUpkeep } from './open-upkeep.ts'
import { openEditorial } from './open-workflow.ts'
import { turnsOfDay } from './turns-of-day.ts'
import { openBench } from './workbench.ts'

export type OpenOffice = Awaited<ReturnType<typeof openOffice>>

interface OfficeDeps {
  readonly config: Config
  readonly dataDir: string
  readonly log: Log
}

export async function openOffice(asking: OpenAsking, { config, dataDir, log }: OfficeDeps) {
  const { database, registry, questionLog, analyser, index, ways, now, newId } = asking
  const { query } = database
  const people = await openPeople(query, { config, now, newId })
  const known = { accounts: people.accounts, outDoors: config.outDoors, now, newId, log }
  const askerKeys = await openSqliteAskerKeys(query)
  const meaning = openMeaningLikeness(index.entries, analyser)
  const handing = { registry, questionLog, rank: ways.rank, askerKeys: askerKeys.keyOf, meaning }
  const desk = await openDesk(query, { config, ...handing, now, newId, log })
  const personal = openPrivacyOn(database, { config, askerKeys, now, log })
  const bench = await openBench(config, { database, index, registry, analyser, now, newId, log })
  const keeping = openUpkeep(query, known)
  const days = turnsOfDay({ keeping, remindOverdue: overdueReminder(asking, known), personal }, log)
  const pokeIndex = () => void index.settle()
  const editorial = openEditorial(query, { ...known, registry, ...days, gate: bench.gate, pokeIndex })
  const editing = await openEditing(query, { dataDir, now, newId })
  const exchange = openExchange(database, { search: ways.search, now, log })
  const turnDay = async (today: CalendarDate) => {
    const moved = await days.turnDay(today)
    await days.tidyDay(today)
    return moved
  }
  const upkeep = { ...keeping, turnDay, duplicates: index.duplicates }
  return { people, desk, personal, bench, keeping: upkeep, editorial, editing, exchange, meaning }
}

function overdueReminder(
  { database, now, newId }: OpenAsking,
  { accounts, outDoors }: Pick<Config, 'outDoors'> & { readonly accounts: Pick<Accounts, 'all'> },
) {
  const reminders = openSqliteTicketReminders(database.query, { outDoors, now, newId })
  return (today: CalendarDate) => remindOverdue(today, { reminders, accounts: accounts.all, outDoors })
}
