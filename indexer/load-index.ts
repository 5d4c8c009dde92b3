// The lexical index as its image on disk has it, or as the stored terms make it; with what follows its changes.
import type { NearTerms } from '../src/core/ports/near-terms.ts'
import type { UnitStore } from '../src/core/ports/unit-store.ts'
import { EntryIndex } from '../src/core/search/entry-index.ts'
import type { Synonyms } from '../src/core/search/synonyms.ts'
import { ChangeFollower } from './follow-changes.ts'
import { restoreImage } from './image-file.ts'

export interface LoadIndexDeps {
  readonly store: UnitStore
  readonly nearTerms: NearTerms | null
  readonly synonyms: Synonyms
  readonly imagePath: string
}

export interface LoadedIndex {
  readonly index: EntryIndex
  readonly follower: ChangeFollower
  /** Whether the image on disk served: one that did not has to be written again, whatever its manifest says. */
  readonly imageServed: boolean
}

/** Writes nothing. */
export async function loadIndex({ store, nearTerms, synonyms, imagePath }: LoadIndexDeps): Promise<LoadedIndex> {
  const makeIndex = () => new EntryIndex(nearTerms, { synonyms })
  const image = await restoreImage(imagePath, store, makeIndex).catch(() => null)
  const index = image?.index ?? makeIndex()
  const follower = new ChangeFollower(store, index, image?.change)
  await (image === null ? follower.loadAll() : follower.follow())
  return { index, follower, imageServed: image !== null }
}
