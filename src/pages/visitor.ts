// Who is looking at a page: set by the server for every page, read by the doors.
import type { Response } from 'express'
import type { Account } from '../core/access/account.ts'

export interface Visitor {
  /** null: nobody is signed in. */
  readonly account: Account | null
  /** Begins a session of its own for the account. */
  readonly signIn: (account: Account) => Promise<void>
  readonly signOut: () => Promise<void>
}

const NOBODY: Visitor = {
  account: null,
  signIn: () => Promise.reject(new Error('expected sessions to be set up')),
  signOut: () => Promise.resolve(),
}

export function visitorOf(response: Response): Visitor {
  return (response.locals as { readonly visitor?: Visitor }).visitor ?? NOBODY
}

export function setVisitor(response: Response, visitor: Visitor): void {
  response.locals['visitor'] = visitor
}
