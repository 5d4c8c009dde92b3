// What is in the works as it will stand once it is published: its dates follow the rules of the registry.
import type { WorkingEntry } from '../entry.ts'
import { dateInJapan } from '../fiscal-year.ts'
import type { EntryInput } from '../ports/registry.ts'
import { type Round, sameContent } from './people.ts'

/**
 * The date of revision is the day of publication, unless the section stated one of its own, or publishes what stands
 * published already. The registry keeps the date of registration, or sets it on the first publication.
 */
export function publishedInput(entry: WorkingEntry, { before, revisions }: Round, now: Date): EntryInput {
  const unchanged = before !== null && sameContent(before, entry)
  const dayOfWriting = revisions.some(({ createdAt, revisedOn }) => {
    return revisedOn === entry.revisedOn && dateInJapan(createdAt) === revisedOn
  })
  const revisedOn = dayOfWriting && !unchanged ? dateInJapan(now) : entry.revisedOn
  return { ...entry, status: 'published', revisedOn }
}
