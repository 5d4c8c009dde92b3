// What the person in front of the page may read: everybody's entries, and where they are signed in, those of their sections.
import type { Response } from 'express'
import { isAnswerFor, type Scope, scopeOf } from '../../src/core/access/rights.ts'
import type { Entry } from '../../src/core/entry.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { visitorOf } from '../../src/pages/visitor.ts'
import type { Chat } from './chat.ts'

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
