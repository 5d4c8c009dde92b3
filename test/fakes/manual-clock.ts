// A clock whose seconds pass when the test says so.
import type { Clock } from '../../src/core/ports/clock.ts'

export interface ManualClock extends Clock {
  /** Lets so much time pass: each timer calls at its moment, and what waited for it goes on before the next. */
  readonly pass: (ms: number) => Promise<void>
  /** Timers that wait. */
  readonly waiting: () => number
}

export function openManualClock(): ManualClock {
  let now = 0
  let timers: readonly { readonly at: number; readonly call: () => void }[] = []
  const settle = () => new Promise<void>(resolve => setImmediate(resolve))
  return {
    now: () => now,
    startTimer: (afterMs, then) => {
      const timer = { at: now + afterMs, call: then }
      timers = [...timers, timer]
      return () => void (timers = timers.filter(each => each !== timer))
    },
    waiting: () => timers.length,
    pass: async ms => {
      const until = now + ms
      await settle()
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        timers = timers.filter(each => each !== next)
        now = Math.max(now, next.at)
        next.call()
        await settle()
      }
      now = until
      await settle()
    },
  }
}
