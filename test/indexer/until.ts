// Waiting for what another thread does: by looking again and again until it is so, never for a fixed time.
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_EVERY_MS = 5

/** Resolves with the milliseconds it took; rejects when it is not so by the deadline. */
export async function until(isSo: () => boolean | Promise<boolean>, deadlineMs: number): Promise<number> {
  const startedAt = performance.now()
  while (!(await isSo())) {
    const waitedMs = performance.now() - startedAt
    if (waitedMs > deadlineMs) throw new Error(`not so after ${Math.round(waitedMs)} ms: ${String(isSo)}`)
    await wait(LOOK_EVERY_MS)
  }
  return performance.now() - startedAt
}
