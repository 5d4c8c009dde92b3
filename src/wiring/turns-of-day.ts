// What is done at the turn of the day: changes of sections first, which planned publications stand on; then, beside these, reminders
// of tickets and personal data that is past its time. One that fails keeps none of the others from being done, and is tried again at
// the next look.
import type { CalendarDate } from '../core/fiscal-year.ts'
import type { Log } from './log.ts'
import type { OpenedPrivacy } from './open-privacy.ts'
import type { OpenUpkeep } from './open-upkeep.ts'

interface PartsOfDay {
  readonly keeping: Pick<OpenUpkeep, 'turnDay'>
  /** Reminds sections of tickets that are past their date. */
  readonly remindOverdue: (today: CalendarDate) => Promise<number>
  readonly personal: Pick<OpenedPrivacy, 'turnDay'>
}

export interface TurnsOfDay {
  /** Resolves with how many entries were changed. */
  readonly turnDay: (today: CalendarDate) => Promise<number>
  /** What nobody waits for. */
  readonly tidyDay: (today: CalendarDate, signal?: AbortSignal) => Promise<void>
}

export function turnsOfDay({ keeping, remindOverdue, personal }: PartsOfDay, log: Log): TurnsOfDay {
  return {
    turnDay: keeping.turnDay,
    tidyDay: async (today, signal) => {
      for (const [name, turn] of [
        ['reminders', remindOverdue],
        ['purge', personal.turnDay],
      ] as const) {
        try {
          await turn(today, signal)
        } catch (error) {
          log('turn_of_day_failed', { turn: name, error: String(error) })
        }
      }
    },
  }
}
