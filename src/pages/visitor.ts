// Who is looking at a page: set by the server for every page, read by the doors.
import type { Response } from 'express'
import type { Account } from '../core/access/account.ts'

export interface Visitor {
  /** null: nobody is signed in. */
  readonly account: Account | null
  /** The id of this session in the list of the account's; null: nobody is signed in. */
  readonly sessionId: string | null
  /** Begins a session of its own for the account. */
  readonly signIn: (account: Account) => Promise<void>
  readonly signOut: () => Promise<void>
  /** Keeps a value for this browser while it is away at another site. */
  readonly keep: (value: string) => Promise<void>
  /** What was kept, once. */
  readonly takeKept: () => Promise<string | null>
}

const NOBODY: Visitor = {
  account: null,
  sessionId: null,
  signIn: () => Promise.reject(new Error('expected sessions to be set up')),
  signOut: () => Promise.resolve(),
  keep: () => Promise.reject(new Error('expected sessions to be set up')),
  takeKept: () => Promise.resolve(null),
}

export function visitorOf(response: Response): Visitor {
  return (response.locals as { readonly visitor?: Visitor }).visitor ?? NOBODY
}

export function setVisitor(response: Response, visitor: Visitor): void {
  response.locals['visitor'] = visitor
}
