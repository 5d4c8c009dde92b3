// Port: an identity provider at which people sign in, and come back with claims that it vouches for.
import type { Claims } from '../access/identity.ts'

/** What must be known again when the person comes back; kept on our side, for this browser alone, and used once. */
export interface SignInFlow {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export type BegunFlow =
  | { readonly kind: 'begun'; readonly url: string; readonly flow: SignInFlow }
  | { readonly kind: 'unreachable'; readonly reason: string }

export type FinishedFlow =
  | { readonly kind: 'vouched'; readonly claims: Claims }
  /** The person, or the provider, said no. */
  | { readonly kind: 'denied'; readonly reason: string }
  /** What came back is not an answer to what was asked. */
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string }

export interface IdentityProvider {
  readonly issuer: string
  readonly begin: () => Promise<BegunFlow>
  /** `query` is that of the address to which the provider sent the browser back, without its question mark. */
  readonly finish: (query: string, flow: SignInFlow) => Promise<FinishedFlow>
}
