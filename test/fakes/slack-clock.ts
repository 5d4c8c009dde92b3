// A clock that stands still until the test turns it.
import type { Clock } from '../../bot/slack/transport/clock.ts'

export interface ManualClock extends Clock {
  /** Turns it on, running what falls due in order; what comes of it is the test's to wait for. */
  readonly advance: (ms: number) => void
  /** How long each pause that is waited for now was asked to last. */
  readonly pending: () => readonly number[]
  /** Resolves when something waits for so many milliseconds. */
  readonly waitingFor: (ms: number) => Promise<void>
}

interface Timer {
  readonly ms: number
  readonly dueAt: number
  readonly run: () => void
}

export function openManualClock(start = new Date('2026-11-30T03:00:00Z')): ManualClock {
  let time = start.getTime()
  const timers = new Set<Timer>()
  const watchers = new Set<{ readonly ms: number; readonly resolve: () => void }>()
  return {
    now: () => new Date(time),
    later: (ms, run) => {
      const timer = { ms, dueAt: time + ms, run }
      timers.add(timer)
      for (const watcher of watchers) {
        if (watcher.ms === ms && watchers.delete(watcher)) watcher.resolve()
      }
      return () => void timers.delete(timer)
    },
    advance: ms => {
      const end = time + ms
      for (;;) {
        const due = [...timers].filter(({ dueAt }) => dueAt <= end).toSorted((a, b) => a.dueAt - b.dueAt)[0]
        if (due === undefined) break
        time = Math.max(time, due.dueAt)
        timers.delete(due)
        due.run()
      }
      time = end
    },
    pending: () => [...timers].map(timer => timer.ms),
    waitingFor: ms => {
      if ([...timers].some(timer => timer.ms === ms)) return Promise.resolve()
      return new Promise(resolve => watchers.add({ ms, resolve }))
    },
  }
}
