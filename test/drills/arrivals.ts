// Requests that come at a constant rate, whatever becomes of those before them, as people do: a slow answer holds no later one back,
// and its time counts from the moment it was due, not from when the client came round to it (coordinated omission avoided).
import { setTimeout as pause } from 'node:timers/promises'

export interface Arrivals {
  readonly perSecond: number
  readonly forMs: number
  readonly signal?: AbortSignal
}

/** Of a waiting client; finer ones cost the machine more than they tell. */
const TICK_MS = 4

/** `one` gets the moment at which it was due. Resolves when all have ended. */
export async function arrive(arrivals: Arrivals, one: (dueAt: number, index: number) => Promise<void>): Promise<void> {
  const { perSecond, forMs, signal } = arrivals
  const startedAt = performance.now()
  const running = new Set<Promise<void>>()
  const count = Math.floor((forMs / 1_000) * perSecond)
  const isOver = () => signal?.aborted === true
  for (let index = 0; index < count && !isOver(); ) {
    const due = Math.min(count, ((performance.now() - startedAt) / 1_000) * perSecond)
    for (; index < due; index += 1) {
      const answered = one(startedAt + (index / perSecond) * 1_000, index)
      running.add(answered)
      void answered.finally(() => running.delete(answered))
    }
    await pause(TICK_MS)
  }
  await Promise.all(running)
}
