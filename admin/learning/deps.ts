// What the pages of questions without a good answer ask of the product.
import type { KeptDraft } from '../../src/core/drafting/draft-and-keep.ts'
import type { ClusterToDraft } from '../../src/core/drafting/draft-of-cluster.ts'
import type { Grouping } from '../../src/core/learning/cluster-agglomerate.ts'
import type { NearCluster } from '../../src/core/learning/cluster-book.ts'
import type { Profile } from '../../src/core/learning/cluster-profile.ts'
import type { Clusters } from '../../src/core/learning/clusters.ts'
import type { NearEntry } from '../../src/core/learning/near-entries.ts'
import type { Features } from '../../src/core/ports/cluster-store.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import type { EntrySearch } from '../../src/core/search-entries.ts'

export interface ClusterDrafting {
  readonly isOn: () => Promise<boolean>
  readonly draft: (wanted: ClusterToDraft) => Promise<KeptDraft>
}

export interface ClustersDeps {
  readonly clusters: Clusters
  readonly nearClusters: (clusterId: number, count: number) => readonly NearCluster[]
  readonly nearEntries: (search: EntrySearch, asked?: Features) => Promise<readonly NearEntry[]>
  readonly grouping: () => Grouping
  readonly profile: (features: Features) => Profile
  readonly registry: Pick<Registry, 'sections' | 'workingEntries'>
  readonly termsOf: (text: string) => readonly string[]
  readonly mask: (text: string) => string
  readonly newEntryId: (sectionCode: string) => string
  /** Drafts an entry of a cluster; null where no chat model is set up. */
  readonly model: ClusterDrafting | null
  readonly now: () => Date
}
