// What went wrong with an endpoint, in words an operator can act on.
import type { ServiceProblem } from '../../core/errors.ts'
import { BadReply, RefusedAddress } from './guarded-fetch.ts'

/** `status` where the endpoint answered with one. */
export function problemOf(error: unknown, status: number | undefined): ServiceProblem {
  const deepest = deepestCause(error)
  if (deepest instanceof BadReply || error instanceof SyntaxError) return 'bad_reply'
  if (deepest instanceof RefusedAddress) return 'refused'
  if (status === undefined || status >= 500) return 'unreachable'
  if (status === 401 || status === 403) return 'refused'
  if (status === 404) return 'unknown_model'
  return status === 429 ? 'too_many' : 'bad_reply'
}

const DETAIL_LENGTH_MAX = 200

/**
 * The message, and what lies deepest beneath it: 「Connection error.」 alone helps nobody. An endpoint may write what it likes
 * into an error, our own words and the key among it: one short line, without the key.
 */
export function detailOf(error: unknown, apiKey: string): string {
  const told = causeOf(error)
  const hidden = apiKey === '' ? told : told.replaceAll(apiKey, '***')
  return [...hidden.replace(/\s+|\p{Cc}/gu, ' ')].slice(0, DETAIL_LENGTH_MAX).join('')
}

function causeOf(error: unknown): string {
  const deepest = deepestCause(error)
  if (!(error instanceof Error) || !(deepest instanceof Error)) return String(error)
  const cause = (deepest as NodeJS.ErrnoException).code ?? deepest.message
  return deepest === error ? error.message : `${error.message} ${cause}`
}

function deepestCause(error: unknown): unknown {
  let deepest = error
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause
  return deepest
}
