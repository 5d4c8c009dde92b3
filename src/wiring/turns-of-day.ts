// What is done at the turn of the day: changes of sections first, then reminders of tickets, then personal data that is past its
// time. One that fails keeps none of the others from being done, and is tried again at the next look.
import type { CalendarDate } from '../core/fiscal-year.ts'
import type { Log } from './log.ts'
import type { OpenedPrivacy } from './open-privacy.ts'
import type { OpenUpkeep } from './open-upkeep.ts'

export interface TurnsOfDay {
  readonly keeping: Pick<OpenUpkeep, 'turnDay'>
  /** Reminds sections of tickets that are past their date. */
  readonly remindOverdue: (today: CalendarDate) => Promise<number>
  readonly personal: Pick<OpenedPrivacy, 'turnDay'>
}

/** Resolves with how many entries were changed. */
export function turnsOfDay({ keeping, remindOverdue, personal }: TurnsOfDay, log: Log) {
  return async (today: CalendarDate): Promise<number> => {
    const moved = await keeping.turnDay(today)
    for (const [name, turn] of [
      ['reminders', remindOverdue],
      ['purge', personal.turnDay],
    ] as const) {
      try {
        await turn(today)
      } catch (error) {
        log('turn_of_day_failed', { turn: name, error: String(error) })
      }
    }
    return moved
  }
}
