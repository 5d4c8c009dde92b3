// Tokens by which other systems fetch figures: what they open, how long they live. Pure.
import { addDays, type CalendarDate, isCalendarDate } from '../fiscal-year.ts'

export const TOKEN_SCOPES = ['figures:read', 'plan:read', 'metrics:read'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** Begins every token: people, and programs that look for leaked secrets, know what they found. */
export const TOKEN_PREFIX = 'zft_'

/** In code points. */
export const TOKEN_NAME_MAX = 100

/** A token that nobody remembers ends by itself: two years at most. */
const YEARS_MAX = 2

export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly scopes: readonly TokenScope[]
  /** Refused from this instant on. */
  readonly expiresAt: Date
  readonly createdBy: string
  readonly createdAt: Date
  /** To about a minute; null for one that was never used. */
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export type NewApiToken = Pick<ApiToken, 'name' | 'scopes' | 'expiresAt'>

export type TokenState = 'valid' | 'expired' | 'revoked'

export function stateOf({ expiresAt, revokedAt }: Pick<ApiToken, 'expiresAt' | 'revokedAt'>, now: Date): TokenState {
  if (revokedAt !== null) return 'revoked'
  return now < expiresAt ? 'valid' : 'expired'
}

/** The last day that may be chosen. */
export function lastExpiryDay(today: CalendarDate): CalendarDate {
  const year = Number(today.slice(0, 4)) + YEARS_MAX
  const sameDay = `${year}${today.slice(4)}`
  return isCalendarDate(sameDay) ? sameDay : `${year}-02-28`
}

/** The end of the last day on which it works, in Japan; null for a day that may not be chosen. */
export function readExpiry(text: string, today: CalendarDate): Date | null {
  if (!isCalendarDate(text) || text < today || text > lastExpiryDay(today)) return null
  return new Date(`${addDays(text, 1)}T00:00:00+09:00`)
}
