// The machine's clock, which a test may set ahead: timers run as they do, and what waits for half a minute has waited for it.
import { systemClock } from '../../src/adapters/system-clock.ts'
import type { Clock } from '../../src/core/ports/clock.ts'

export interface SkippingClock extends Clock {
  readonly skip: (ms: number) => void
}

export function openSkippingClock(): SkippingClock {
  let ahead = 0
  return { ...systemClock, now: () => systemClock.now() + ahead, skip: ms => void (ahead += ms) }
}
