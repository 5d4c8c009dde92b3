// What a failed call to Slack means: wrong token, wrong moment, or nothing that another try could mend.
import { webApi } from '@slack/bolt'

/** Platform errors by which Slack refuses the token itself. */
export const TOKEN_REFUSALS: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'team_access_not_granted',
  'user_removed_from_team',
  'team_disabled',
  'not_allowed_token_type',
])

/** Platform errors that pass by themselves. */
const PASSING: ReadonlySet<string> = new Set([
  'ratelimited',
  'rate_limited',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
])

/** 'later' where the same work may succeed at another time; 'never' for a fault of ours or of the request. */
export function whenToRetry(error: unknown): 'later' | 'never' {
  return causesOf(error).some(isPassing) ? 'later' : 'never'
}

function isPassing(error: unknown): boolean {
  if (error instanceof webApi.WebAPIRequestError || error instanceof webApi.WebAPIRateLimitedError) return true
  // Slack answers 200 or 429; whatever else comes is of something on the way, as is a page where an error's name belongs.
  if (error instanceof webApi.WebAPIHTTPError) return true
  if (error instanceof webApi.WebAPIPlatformError) {
    const { error: name } = error.data
    return PASSING.has(name) || TOKEN_REFUSALS.has(name) || !/^[a-z_]+$/u.test(name)
  }
  return hasStatus(error) && (error.statusCode === 429 || error.statusCode >= 500)
}

function hasStatus(error: unknown): error is { readonly statusCode: number } {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
}

/** The error and what Bolt wrapped in it. */
export function causesOf(error: unknown): readonly unknown[] {
  if (typeof error !== 'object' || error === null) return [error]
  const inner = [
    ...('original' in error ? [error.original] : []),
    ...('originals' in error && Array.isArray(error.originals) ? error.originals : []),
  ]
  return [error, ...inner.flatMap(causesOf)]
}

/** For the log: every cause in a word, and never a token. */
export function describeError(error: unknown): string {
  return withoutTokens(causesOf(error).map(String).join(' < '))
}

export function withoutTokens(text: string): string {
  return text.replace(/\bx(?:ox[a-z.]{1,20}|app)-[\w.-]+/gu, '***')
}
