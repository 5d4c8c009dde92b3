// Port: guesses of passwords, counted where neither a restart nor a new cookie makes them forgotten.
import type { SignInLimits } from '../access/sign-in-limits.ts'

export interface SignInAttempt {
  /** As it was typed; only its hash is kept, for people type passwords into the wrong field. */
  readonly login: string
  readonly address: string
}

export type BegunAttempt =
  | { readonly kind: 'begun'; readonly id: number }
  | { readonly kind: 'limited'; readonly retryAfterS: number }

export interface SignInFailures {
  /**
   * Counts the attempt as failed before it is made, so that many at once are no way around the limits; `limited` counts
   * nothing. Older ones are forgotten.
   */
  readonly begin: (attempt: SignInAttempt, limits: SignInLimits, now: Date) => Promise<BegunAttempt>
  /** It was the right password: the login's failures no longer count against it, though those of the address stay. */
  readonly succeeded: (id: number) => Promise<void>
  /** It was never made. */
  readonly withdraw: (id: number) => Promise<void>
}
