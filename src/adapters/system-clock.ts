// The clock of the machine, as core waits by it.
import type { Clock } from '../core/ports/clock.ts'

export const systemClock: Clock = {
  now: () => performance.now(),
  startTimer: (afterMs, then) => {
    const timer = setTimeout(then, afterMs)
    return () => clearTimeout(timer)
  },
}
