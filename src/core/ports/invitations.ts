// Port: one-time secrets by which a person chooses a password. They are told once and kept as hashes.
import type { Account } from '../access/account.ts'
import type { Actor } from './registry.ts'

/** What the very first person states. */
export interface FirstAdministrator {
  readonly login: string
  readonly name: string
}

export interface Invitations {
  /** A new secret for the account; an older one is worth nothing from now on. `account_refused` for one that is linked. */
  readonly invite: (id: string, options: { readonly until: Date; readonly actor: Actor }) => Promise<string>
  /** Whom the secret invites, while it holds. */
  readonly find: (secret: string) => Promise<Account | null>
  /** Sets the password and uses the secret up; null where it holds no more. */
  readonly accept: (secret: string, hash: string) => Promise<Account | null>
  /** A new secret for the first administrator, replacing any before; null where there is an administrator. */
  readonly offerFirst: (until: Date) => Promise<string | null>
  readonly isFirst: (secret: string) => Promise<boolean>
  /** Creates the administrator and uses the secret up; null where it holds no more, or somebody was faster. */
  readonly acceptFirst: (secret: string, person: FirstAdministrator, hash: string) => Promise<Account | null>
}
