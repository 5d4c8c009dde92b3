// When failed work is due again: each time later than the last, so that a Slack in trouble is not stormed.
import type { Clock } from './clock.ts'

const FIRST_WAIT_MS = 15_000
const FACTOR = 3
const WAIT_MAX_MS = 15 * 60_000

export class Postponements {
  readonly #clock: Clock
  readonly #byKey = new Map<string, { readonly failures: number; readonly dueAt: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a failure; returns how long to wait. */
  add(key: string): number {
    const failures = (this.#byKey.get(key)?.failures ?? 0) + 1
    const waitMs = Math.min(FIRST_WAIT_MS * FACTOR ** (failures - 1), WAIT_MAX_MS)
    this.#byKey.set(key, { failures, dueAt: this.#clock.now().getTime() + waitMs })
    return waitMs
  }

  /** True for work that has not failed yet, too. */
  isDue(key: string): boolean {
    const known = this.#byKey.get(key)
    return known === undefined || known.dueAt <= this.#clock.now().getTime()
  }

  drop(key: string): void {
    this.#byKey.delete(key)
  }

  /** Drops what no longer waits, as what was given up. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.#byKey.keys()) if (!keys.has(key)) this.#byKey.delete(key)
  }
}
