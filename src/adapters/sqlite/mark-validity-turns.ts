// Marks entries whose time has begun or ended since the last look, so that the indexer takes them in or out.
import type { Kysely, Transaction } from 'kysely'
import type { CalendarDate } from '../../core/fiscal-year.ts'
import { putSetting } from './put-setting.ts'
import type { Tables } from './tables.ts'

const VALIDITY_DAY = 'validity_day'

/** Resolves with their number. Once a day, whichever process is first; a clock that went back is a turn like any other. */
export async function markValidityTurns(query: Kysely<Tables>, today: CalendarDate): Promise<number> {
  if ((await lastDayIn(query)) === today) return 0 // without the write lock, which it would take every minute
  return query.transaction().execute(async transaction => {
    const lastDay = await lastDayIn(transaction)
    if (lastDay === today) return 0
    await putSetting(transaction, VALIDITY_DAY, today)
    const turned = await entriesTurning(transaction, lastDay, today)
    for (const id of turned) await transaction.insertInto('index_mark').values({ entry_id: id }).execute()
    return turned.length
  })
}

async function lastDayIn(query: Kysely<Tables>): Promise<CalendarDate | null> {
  const stored = query.selectFrom('setting').select('value').where('key', '=', VALIDITY_DAY)
  return (await stored.executeTakeFirst())?.value ?? null
}

/** Between both days, in whatever order they come; where nobody has looked before, all that hold for a time. */
async function entriesTurning(
  transaction: Transaction<Tables>,
  lastDay: CalendarDate | null,
  today: CalendarDate,
): Promise<readonly string[]> {
  const timed = transaction
    .selectFrom('entry')
    .innerJoin('revision', join =>
      join.onRef('revision.entry_id', '=', 'entry.id').onRef('revision.number', '=', 'entry.published_revision'),
    )
    .select('entry.id')
  const [from = today, until = today] = [lastDay ?? today, today].sort()
  const turning =
    lastDay === null
      ? timed.where(eb => eb.or([eb('valid_from', 'is not', null), eb('valid_until', 'is not', null)]))
      : timed.where(eb =>
          eb.or([
            eb.and([eb('valid_from', '>', from), eb('valid_from', '<=', until)]),
            eb.and([eb('valid_until', '>=', from), eb('valid_until', '<', until)]),
          ]),
        )
  return (await turning.orderBy('entry.id').execute()).map(({ id }) => id)
}
