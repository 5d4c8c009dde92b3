// Who is in front of the page, and what they may read: everybody's entries, and where they are signed in, those of their sections.
import type { Request, Response } from 'express'
import type { Account } from '../../src/core/access/account.ts'
import { isAnswerFor, type Scope, scopeOf } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { clientAddress } from '../../src/pages/client-address.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import type { Chat } from './chat.ts'

/** By what they are told apart. */
export interface Reader {
  /** Null for who is not signed in. */
  readonly account: Pick<Account, 'id'> | null
  /** '' where none is known. */
  readonly address: string
}

export function readerOf(request: Pick<Request, 'ip'>, response: Response): Reader {
  return { account: visitorOf(response).account, address: clientAddress(request) }
}

export function scopeOfVisitor(response: Response): Scope {
  return scopeOf(visitorOf(response).account)
}

/** Of these entries those that may be given as an answer today. */
export async function readableEntries(
  ids: readonly string[],
  scope: Scope,
  { entriesById, now }: Pick<Chat, 'entriesById' | 'now'>,
): Promise<readonly Entry[]> {
  const today = dateInJapan(now())
  return (await entriesById(ids)).filter(entry => isAnswerFor(entry, scope, today))
}
