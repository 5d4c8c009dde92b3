// How long a session lives (TESTLIST E5, OWASP ASVS 5.0, 7.3).
import type { SessionBounds } from '../ports/sessions.ts'

/** Working without a pause of that long ends a session; so does a day's work. */
export const IDLE_MAX_MS = 60 * 60 * 1000
export const ABSOLUTE_MAX_MS = 12 * 60 * 60 * 1000
/** Clocks are put right by a little; a session from further in the future tells of one that was set back. */
const AHEAD_MAX_MS = 60 * 1000

export function boundsAt(now: Date): SessionBounds {
  return {
    createdBefore: new Date(now.getTime() - ABSOLUTE_MAX_MS),
    seenBefore: new Date(now.getTime() - IDLE_MAX_MS),
  }
}

export function isAlive(session: { readonly createdAt: Date; readonly seenAt: Date }, now: Date): boolean {
  const { createdBefore, seenBefore } = boundsAt(now)
  const ahead = session.createdAt.getTime() - now.getTime() > AHEAD_MAX_MS
  return !ahead && session.createdAt >= createdBefore && session.seenAt >= seenBefore
}
