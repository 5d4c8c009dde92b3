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
  /** Substring of login, name, mail or section, compared in normalised form. */
  readonly text?: string | undefined
  readonly disabled?: boolean | undefined
  readonly limit: number
  readonly offset: number
}

/** How a person signs in, and what is under way. */
export interface SignInState {
  /** `none`: has not chosen a password yet. */
  readonly way: 'password' | 'identity' | 'none'
  /** Until when the invitation holds; null without one that holds. */
  readonly invitedUntil: Date | null
  /** Until when an identity of the same login may be linked. */
  readonly linkUntil: Date | null
  readonly subject: string | null
  readonly signedInAt: Date | null
}

export interface Accounts {
  /** Creates one; `bad_input` for a login that is taken. */
  readonly create: (input: AccountInput, actor: Actor) => Promise<Account>
  /**
   * Replaces what is stated, if nobody was faster (`conflict`). Ends all sessions where rights or the login changed.
   * `account_refused` where no administrator would be left.
   */
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
  /** Of each of these accounts. */
  readonly signInStates: (ids: readonly string[]) => Promise<ReadonlyMap<string, SignInState>>
  /** The stored hash; null where the account has no password. */
  readonly passwordHash: (id: string) => Promise<string | null>
  /** Ends all sessions of the account, and its invitation. `account_refused` for one that is linked. */
  readonly setPassword: (id: string, hash: string, actor: Actor) => Promise<void>
  /** Notes that the person signed in, and by which way. */
  readonly noteSignIn: (id: string, way: 'password' | 'identity') => Promise<void>
}
