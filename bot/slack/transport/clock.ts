// Time, handed in: the product runs on the system's, tests on one that they turn by hand.

export interface Clock {
  readonly now: () => Date
  /** Runs once after so many milliseconds; the function it returns calls that off. */
  readonly later: (ms: number, run: () => void) => () => void
}

/** Waiting on it keeps no process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise(resolve => void clock.later(ms, resolve))
}
