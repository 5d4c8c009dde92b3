// Port: time that passes. Core measures and waits by it, so that tests decide when a second is over.

export interface Clock {
  /** Milliseconds that never go back. */
  readonly now: () => number
  /** Calls once after so many milliseconds, unless cancelled by what it returns. */
  readonly startTimer: (afterMs: number, then: () => void) => () => void
}
