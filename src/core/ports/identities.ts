// Port: accounts that are known by an identity provider. An identity takes an account over only where an administrator lets it.
import type { Account } from '../access/account.ts'
import type { Identity } from '../access/identity.ts'
import type { Actor } from './registry.ts'

export type IdentityOutcome =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'disabled' }
  /** Somebody else has that login here; an administrator has to link the two. */
  | { readonly kind: 'login_taken' }

export interface Identities {
  /**
   * The account of this identity: created, or brought up to date with what the provider says, in one transaction. Its password
   * is taken away when it is linked: a second way in would go around whatever the provider asks for.
   */
  readonly signIn: (identity: Identity) => Promise<IdentityOutcome>
  /** Until then whoever the provider knows by the account's login is taken for its owner; null takes that back. */
  readonly allowLink: (id: string, options: { readonly until: Date | null; readonly actor: Actor }) => Promise<void>
  /** From now on the account is kept here alone; its sessions end. */
  readonly unlink: (id: string, actor: Actor) => Promise<void>
}
