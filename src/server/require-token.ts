// Lets a program through that shows a token for this scope (RFC 6750), so often a minute and no more.
import type { RequestHandler, Response } from 'express'
import type { TokenScope } from '../core/access/api-token.ts'
import { FaqError } from '../core/errors.ts'
import type { ApiTokens } from '../core/ports/api-tokens.ts'

export interface TokenDeps {
  readonly tokens: Pick<ApiTokens, 'check'>
  readonly now: () => Date
}

const WINDOW_MS = 60_000
/** Two a second: figures change slowly, and a program in a loop should hear of it. */
export const REQUESTS_PER_MINUTE = 120

const BEARER = /^Bearer +(?<secret>[\w~+/.-]+=*)$/iu

/** Both fetch and count: one limiter for all scopes. */
export function tokenGuard({ tokens, now }: TokenDeps): (scope: TokenScope) => RequestHandler {
  const limit = openLimiter(now)
  return scope => async (request, response, next) => {
    const secret = BEARER.exec(request.get('Authorization') ?? '')?.groups?.['secret']
    if (secret === undefined) throw challenge(response, 'missing')
    const check = await tokens.check(secret)
    if (check.kind !== 'valid') throw challenge(response, check.kind)
    if (!check.token.scopes.includes(scope)) {
      response.set('WWW-Authenticate', `${REALM}, error="insufficient_scope", scope="${scope}"`)
      throw new FaqError('scope_missing', { scope })
    }
    limit(check.token.id)
    next()
  }
}

const REALM = 'Bearer realm="zencho-faq"'

function challenge(response: Response, reason: 'missing' | 'unknown' | 'expired' | 'revoked'): FaqError {
  response.set('WWW-Authenticate', reason === 'missing' ? REALM : `${REALM}, error="invalid_token"`)
  return new FaqError('token_refused', { reason })
}

/** Counts within minutes; forgets them when they are over. Tokens are few, so that the counts are. */
function openLimiter(now: () => Date): (tokenId: string) => void {
  const windows = new Map<string, { readonly beginsAt: number; count: number }>()
  return tokenId => {
    const at = now().getTime()
    const known = windows.get(tokenId)
    if (known === undefined || at - known.beginsAt >= WINDOW_MS || at < known.beginsAt) {
      windows.set(tokenId, { beginsAt: at, count: 1 })
      return
    }
    known.count += 1
    if (known.count <= REQUESTS_PER_MINUTE) return
    const retryAfterS = Math.max(1, Math.ceil((known.beginsAt + WINDOW_MS - at) / 1000))
    throw new FaqError('too_many_attempts', { retryAfterS })
  }
}
