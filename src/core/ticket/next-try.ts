// When a message that could not be sent is tried again: sooner at first, then hourly, and after some days no more.

const FIRST_WAIT_MS = 5_000
const LONGEST_WAIT_MS = 60 * 60_000
/** Longer than a long weekend with a service that is down. */
const KEPT_TRYING_MS = 7 * 24 * 60 * 60_000

/** The next try after the `attempts`-th failure; null when it is time to give up. */
export function nextTry(
  { attempts, createdAt }: { readonly attempts: number; readonly createdAt: Date },
  now: Date,
): Date | null {
  if (now.getTime() - createdAt.getTime() > KEPT_TRYING_MS) return null
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1), LONGEST_WAIT_MS)
  return new Date(now.getTime() + waitMs)
}
