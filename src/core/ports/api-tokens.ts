// Port: tokens of other systems. Only the hash of a token is kept; every change is one transaction with its audit event.
import type { ApiToken, NewApiToken } from '../access/api-token.ts'
import type { Actor } from './registry.ts'

/** What became of a token that was presented. */
export type TokenCheck =
  | { readonly kind: 'valid'; readonly token: ApiToken }
  | { readonly kind: 'unknown' | 'expired' | 'revoked' }

export interface ApiTokens {
  /** `secret` is told this once. */
  readonly create: (token: NewApiToken, actor: Actor) => Promise<{ readonly token: ApiToken; readonly secret: string }>
  /** Newest first, with those that have ended. */
  readonly list: () => Promise<readonly ApiToken[]>
  /** `not_found` for one that does not exist; one that is revoked stays as it is. */
  readonly revoke: (id: string, actor: Actor) => Promise<void>
  /** Notes that a valid one was used. */
  readonly check: (secret: string) => Promise<TokenCheck>
}
