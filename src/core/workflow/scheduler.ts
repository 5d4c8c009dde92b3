// Waits for what is due: the turn of the Japanese day and planned publications, and beside them what nobody waits for. It
// never waits long, so that a clock that was set, and plans of another process, cost a minute at most.
import { type CalendarDate, dateInJapan } from '../fiscal-year.ts'
import { nextMidnight } from '../japan-time.ts'
import { keepLooking, openLooks } from '../looks.ts'
import type { Clock } from '../ports/clock.ts'

export interface SchedulerDeps {
  /** Carries out what is due; resolves with how much it was. */
  readonly carryOut: () => Promise<number>
  /** When the next plan is due; null without any. */
  readonly nextAt: () => Promise<Date | null>
  /** What is done once a day, however often it is called; resolves with how many entries it changed. */
  readonly turnDay: (today: CalendarDate) => Promise<number>
  /** What of a day nobody waits for, and may take long; ends soon after the signal, and is called again and again. */
  readonly tidyDay: (today: CalendarDate, signal: AbortSignal) => Promise<void>
  /** Called where entries were marked. */
  readonly poke: () => void
  readonly now: () => Date
  readonly clock: Clock
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export interface Scheduler {
  /** Look now: something was planned. */
  readonly poke: () => void
  /** Resolves when what was due at the call is done. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Timers of more than 24.8 days fire at once in Node, and a machine may sleep: so it looks again and again. */
const LOOK_AGAIN_MS = 60_000

export function openScheduler(deps: SchedulerDeps): Scheduler {
  const closing = new AbortController()
  // On its own: a plan that comes due meanwhile is carried out at its time.
  const tidying = openLooks(() => tidyOnce(deps, closing.signal))
  const { look, close } = keepLooking(async () => {
    const waitMs = await lookOnce(deps)
    void tidying.look()
    return waitMs
  }, deps.clock)
  return {
    poke: () => void look(),
    settle: async () => {
      await look()
      await tidying.look()
    },
    close: async () => {
      closing.abort()
      await Promise.all([close(), tidying.close()])
    },
  }
}

async function tidyOnce({ tidyDay, now, log }: SchedulerDeps, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  try {
    await tidyDay(dateInJapan(now()), signal)
  } catch (error) {
    log('scheduler_failed', { error: String(error) })
  }
}

/** Resolves with the time until the next look. */
async function lookOnce(deps: SchedulerDeps): Promise<number> {
  try {
    if ((await deps.turnDay(dateInJapan(deps.now()))) > 0) deps.poke()
    await deps.carryOut()
    const now = deps.now()
    const next = [nextMidnight(now), await deps.nextAt()].filter(at => at !== null)
    const soonestMs = Math.min(...next.map(at => at.getTime() - now.getTime()))
    // A plan that is due already failed by a fault: not at once again.
    return soonestMs <= 0 ? LOOK_AGAIN_MS : Math.min(soonestMs, LOOK_AGAIN_MS)
  } catch (error) {
    deps.log('scheduler_failed', { error: String(error) })
    return LOOK_AGAIN_MS
  }
}
