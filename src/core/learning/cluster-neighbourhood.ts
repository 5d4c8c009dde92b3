// The questions that are grouped anew together: those of a cluster, and of the clusters around it.
import type { ClusterStore } from '../ports/cluster-store.ts'
import type { ClusterBook } from './cluster-book.ts'
import type { FeatureMaker } from './cluster-features.ts'
import type { Placed } from './cluster-refine.ts'

/** Each pair of them is looked at. */
const NEIGHBOURHOOD_MAX = 240
/** Clusters around one that may take part. */
const NEIGHBOURS = 12

export interface NeighbourhoodDeps {
  readonly store: Pick<ClusterStore, 'find' | 'members'>
  readonly features: Pick<FeatureMaker, 'grouping' | 'profile'>
  readonly book: ClusterBook
}

/** As many as can be grouped at a time. A cluster too large for that stays as it is. */
export async function neighbourhoodOf(
  id: number,
  { store, features, book }: NeighbourhoodDeps,
): Promise<readonly Placed[]> {
  const sum = book.sum(id)
  const grouping = features.grouping()
  if (sum === undefined || sum.count > NEIGHBOURHOOD_MAX) return []
  const near = book.nearest(sum, grouping, NEIGHBOURS + 1)
  const around = near.filter(other => other.id !== id && other.alike >= grouping.joinMin).map(other => other.id)
  const placed: Placed[] = []
  for (const clusterId of [id, ...around]) {
    const count = book.sum(clusterId)?.count ?? 0
    if (placed.length + count > NEIGHBOURHOOD_MAX) continue
    const cluster = await store.find(clusterId)
    const decided = cluster !== null && cluster.state !== 'open'
    for (const member of await store.members(clusterId, NEIGHBOURHOOD_MAX, 0)) {
      const { questionId, pinned } = member
      placed.push({ questionId, clusterId, profile: features.profile(member), fixed: pinned || decided })
    }
  }
  return placed
}
