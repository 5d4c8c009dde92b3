// Fills the book of clusters from the store, all at once or one cluster anew, in pages.
import type { ClusterStore } from '../ports/cluster-store.ts'
import type { ClusterBook } from './cluster-book.ts'
import type { FeatureMaker } from './cluster-features.ts'

/** Members read at a time. */
const PAGE = 200

export interface ReadBookDeps {
  readonly store: Pick<ClusterStore, 'members' | 'membersAfter'>
  readonly profile: FeatureMaker['profile']
  /** Lets others work between two pages. */
  readonly pause: () => Promise<void>
  readonly isClosed: () => boolean
}

export async function readBook(book: ClusterBook, { store, profile, pause, isClosed }: ReadBookDeps): Promise<void> {
  book.clear()
  let last = ''
  for (;;) {
    const members = await store.membersAfter(last, PAGE)
    for (const member of members) {
      book.add(member.clusterId, profile(member))
      last = member.questionId
    }
    if (members.length < PAGE || isClosed()) return
    await pause()
  }
}

export async function readCluster(book: ClusterBook, id: number, { store, profile }: ReadBookDeps): Promise<void> {
  book.remove(id)
  for (let offset = 0; ; offset += PAGE) {
    const members = await store.members(id, PAGE, offset)
    for (const member of members) book.add(id, profile(member))
    if (members.length < PAGE) return
  }
}
