// Who has to do with an entry: who wrote what is in the works, who took part in it, and who approves.
import { type Account, isAdministrator } from '../access/account.ts'
import { CONTENT_FIELDS, type EntryContent } from '../entry.ts'
import type { ReviewComment } from '../ports/review-comments.ts'
import type { Revision } from '../ports/revisions.ts'

/** Revisions since the one that serves, oldest first, with that one before them. */
export interface Round {
  readonly before: EntryContent | null
  readonly revisions: readonly Revision[]
}

/** Authors of revisions that changed the content; a step of the workflow changes none. */
export function writersOf({ before, revisions }: Round): ReadonlySet<string> {
  const writers = new Set<string>()
  let last = before
  for (const revision of revisions) {
    if (last === null || !sameContent(last, revision)) writers.add(revision.author)
    last = revision
  }
  return writers
}

/** Ids of those who wrote or submitted what is in the works, or said something of it. */
export function participantsOf(
  round: Round,
  comments: readonly ReviewComment[],
  accounts: readonly Pick<Account, 'id' | 'login'>[],
): ReadonlySet<string> {
  const first = round.revisions[0]?.number ?? Number.POSITIVE_INFINITY
  const said = comments.filter(({ revision }) => revision >= first).flatMap(({ accountId }) => accountId ?? [])
  const authors = new Set(round.revisions.map(({ author }) => author))
  const wrote = accounts.filter(({ login }) => authors.has(`user:${login}`)).map(({ id }) => id)
  return new Set([...wrote, ...said])
}

/**
 * Ids of those whom a submission concerns: the section's approvers. Administrators may approve too, but are told only where
 * nobody else is there to be told: they would be told of everything.
 */
export function approversOf(sectionCode: string, accounts: readonly Account[]): readonly string[] {
  const enabled = accounts.filter(({ disabled }) => !disabled)
  const approvers = enabled.filter(({ grants }) =>
    grants.some(
      grant => grant.role === 'approver' && (grant.sectionCode === null || grant.sectionCode === sectionCode),
    ),
  )
  const told = approvers.length > 0 ? approvers : enabled.filter(isAdministrator)
  return told.map(({ id }) => id)
}

export function sameContent(a: EntryContent, b: EntryContent): boolean {
  return CONTENT_FIELDS.every(field => JSON.stringify(a[field]) === JSON.stringify(b[field]))
}
