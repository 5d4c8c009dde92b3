// Waiting as Slack asks: a method that was limited is called one at a time, each call after the pause, until nobody
// waits any more. All callers at once after the pause would only be limited again.
import { type Clock, pause } from './clock.ts'

interface Lane {
  tail: Promise<void>
  waiting: number
  until: number
}

export class RateLanes {
  readonly #clock: Clock
  readonly #lanes = new Map<string, Lane>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** No call of this method for so long. */
  limit(method: string, waitMs: number): void {
    const until = this.#clock.now().getTime() + waitMs
    const lane = this.#lanes.get(method)
    if (lane === undefined) this.#lanes.set(method, { tail: Promise.resolve(), waiting: 0, until })
    else lane.until = Math.max(lane.until, until)
  }

  /** Runs now where the method was not limited, else in its turn. */
  async run<T>(method: string, call: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(method)
    if (lane === undefined) return call()
    const turn = Promise.withResolvers<void>()
    const { tail } = lane
    lane.tail = turn.promise
    lane.waiting += 1
    try {
      await tail
      await this.#waitUntilFree(lane)
      return await call()
    } finally {
      lane.waiting -= 1
      if (lane.waiting === 0 && lane.until <= this.#clock.now().getTime()) this.#lanes.delete(method)
      turn.resolve()
    }
  }

  async #waitUntilFree(lane: Lane): Promise<void> {
    for (;;) {
      const waitMs = lane.until - this.#clock.now().getTime()
      if (waitMs <= 0) return
      await pause(this.#clock, waitMs)
    }
  }
}
