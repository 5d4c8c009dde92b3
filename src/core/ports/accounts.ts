// Port: accounts. Every change is one transaction with its audit event; secrets never reach the trail.
import type { Account, Grant } from '../access/account.ts'
import type { Actor } from './registry.ts'

/** What an administrator states of an account. */
export interface AccountInput {
  readonly login: string
  readonly name: string
  readonly mail: string | null
  readonly slackUser: string | null
  readonly sectionCode: string | null
  readonly grants: readonly Grant[]
  readonly disabled: boolean
}

export interface AccountFilter {
  /** Substring of login, name or mail, compared in normalised form. */
  readonly text?: string | undefined
  readonly limit: number
  readonly offset: number
}

export interface Accounts {
  /** Creates one; `bad_input` for a login that is taken. */
  readonly create: (input: AccountInput, actor: Actor) => Promise<Account>
  /** Replaces what is stated, if nobody was faster (`conflict`). Ends all sessions where rights or the login changed. */
  readonly change: (
    id: string,
    input: AccountInput,
    options: { readonly actor: Actor; readonly seen: number },
  ) => Promise<Account>
  readonly find: (id: string) => Promise<Account | null>
  readonly findByLogin: (login: string) => Promise<Account | null>
  readonly list: (filter: AccountFilter) => Promise<{ readonly total: number; readonly accounts: readonly Account[] }>
  readonly count: () => Promise<number>
  /** Accounts that may do something in a section, for telling them. */
  readonly all: () => Promise<readonly Account[]>
  /** The stored hash; null where the account has no password. */
  readonly passwordHash: (id: string) => Promise<string | null>
  /** Ends all sessions of the account, and its invitation. */
  readonly setPassword: (id: string, hash: string, actor: Actor) => Promise<void>
  /** A one-time secret, of which only the hash is kept, by which the person chooses a password until `until`. */
  readonly invite: (
    id: string,
    secretHash: string,
    options: { readonly until: Date; readonly actor: Actor },
  ) => Promise<void>
  /** The account that this secret invites, while it holds. */
  readonly findInvited: (secretHash: string, now: Date) => Promise<Account | null>
}
