// Refused requests in the log: a line a minute for each reason, with how many there were. Whoever knocks a thousand times
// shall not fill the disk.
import type { Clock } from './clock.ts'
import type { Log } from './delivery.ts'

const LINE_EVERY_MS = 60_000

export interface Refusals {
  readonly tell: (reason: string) => void
}

export function openRefusals({ clock, log }: { readonly clock: Clock; readonly log: Log }): Refusals {
  const byReason = new Map<string, { toldAt: number; untold: number }>()
  return {
    tell: reason => {
      const now = clock.now().getTime()
      const known = byReason.get(reason) ?? { toldAt: Number.NEGATIVE_INFINITY, untold: 0 }
      byReason.set(reason, known)
      known.untold += 1
      if (now - known.toldAt < LINE_EVERY_MS) return
      log('slack_request_refused', { reason, count: known.untold })
      known.toldAt = now
      known.untold = 0
    },
  }
}
