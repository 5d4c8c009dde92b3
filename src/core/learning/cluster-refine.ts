// Groups a cluster and those around it anew, so that what grew in the order of asking becomes what it would be had all been asked
// at once. Clusters keep their ids: each new group is the old one most of whose questions it has.
import { agglomerate, type Grouping, type Item } from './cluster-agglomerate.ts'
import { type Profile, sumOf } from './cluster-profile.ts'

export interface Placed {
  readonly questionId: string
  readonly clusterId: number
  readonly profile: Profile
  /** Stays where it is. */
  readonly fixed: boolean
}

/** Questions that are to move: to a cluster, or, by a negative number, to one that is still to be opened. */
export async function regroupPlan(
  placed: readonly Placed[],
  grouping: Grouping,
  pause: () => Promise<void>,
): Promise<ReadonlyMap<string, number>> {
  const items = itemsOf(placed)
  const groups = await agglomerate(items, grouping, pause)
  const idOf = survivors(items, groups)
  const moves = new Map<string, number>()
  for (const [i, { members, fixedTo }] of items.entries()) {
    if (fixedTo !== null) continue
    const to = idOf.get(groups[i] as number) as number
    for (const { questionId, clusterId } of members) if (clusterId !== to) moves.set(questionId, to)
  }
  return moves
}

interface PlacedItem extends Item {
  readonly members: readonly Placed[]
}

/** What is fixed in one cluster is one item; so are questions of the same words. */
function itemsOf(placed: readonly Placed[]): readonly PlacedItem[] {
  const groups = Map.groupBy(placed, ({ fixed, clusterId, profile }) =>
    fixed ? `#${clusterId}` : [...profile.words.keys()].toSorted().join(' '),
  )
  return [...groups.values()].map(members => {
    const [first] = members
    return {
      members,
      profile: sumOf(members.map(({ profile }) => profile)),
      fixedTo: first?.fixed === true ? first.clusterId : null,
    }
  })
}

/** The old id of every new group: people's own first, then by how many questions they share; new keys for the rest. */
function survivors(items: readonly PlacedItem[], groups: readonly number[]): ReadonlyMap<number, number> {
  const shares = new Map<string, { readonly group: number; readonly id: number; count: number }>()
  const idOf = new Map<number, number>()
  for (const [i, { members, fixedTo }] of items.entries()) {
    const group = groups[i] as number
    if (fixedTo !== null) idOf.set(group, fixedTo)
    for (const { clusterId } of members) {
      const share = shares.get(`${group} ${clusterId}`) ?? { group, id: clusterId, count: 0 }
      share.count += 1
      shares.set(`${group} ${clusterId}`, share)
    }
  }
  const taken = new Set(idOf.values())
  for (const { group, id } of [...shares.values()].toSorted((a, b) => b.count - a.count || a.id - b.id)) {
    if (idOf.has(group) || taken.has(id)) continue
    idOf.set(group, id)
    taken.add(id)
  }
  let key = 0
  for (const group of groups) if (!idOf.has(group)) idOf.set(group, --key)
  return idOf
}
