// Reads what was done since the revision that serves.
import type { WorkingEntry } from '../entry.ts'
import type { Revisions } from '../ports/revisions.ts'
import type { Round } from './people.ts'

export async function readRound(
  { id, publishedRevision }: Pick<WorkingEntry, 'id' | 'publishedRevision'>,
  revisions: Pick<Revisions, 'after' | 'find'>,
): Promise<Round> {
  const [before, after] = await Promise.all([
    publishedRevision === null ? null : revisions.find(id, publishedRevision),
    revisions.after(id, publishedRevision ?? 0),
  ])
  return { before, revisions: after }
}
