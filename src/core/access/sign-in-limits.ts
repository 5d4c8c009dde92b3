// How often a password may be guessed (TESTLIST E4, OWASP ASVS 5.0, 6.3.1): so many failures for one login, and so many from one
// address, within a quarter of an hour. Nothing is ever locked for good.

export interface SignInLimits {
  readonly windowMs: number
  readonly perLogin: number
  readonly perAddress: number
}

export const SIGN_IN_LIMITS: SignInLimits = { windowMs: 15 * 60 * 1000, perLogin: 10, perAddress: 50 }

/** Failures within the window, newest first, as milliseconds: of this login, and from this address. */
export interface RecentFailures {
  readonly ofLogin: readonly number[]
  readonly fromAddress: readonly number[]
}

/** Seconds until another guess is taken; null where it may be made now. */
export function secondsToWait(
  { ofLogin, fromAddress }: RecentFailures,
  now: number,
  limits: SignInLimits,
): number | null {
  const waits = [
    waitFor(ofLogin, limits.perLogin, limits.windowMs),
    waitFor(fromAddress, limits.perAddress, limits.windowMs),
  ].filter(until => until !== null)
  return waits.length === 0 ? null : Math.max(1, Math.ceil((Math.max(...waits) - now) / 1000))
}

/** When the failure falls out of the window that makes them too many. */
function waitFor(failures: readonly number[], max: number, windowMs: number): number | null {
  const deciding = failures[max - 1]
  return deciding === undefined ? null : deciding + windowMs
}
