// Few people can be guessed by name: how many asked is told from this number on only, wherever statistics are shown. And what is
// not told must not come of what is: not as a total less the others, nor as a share.

/** Fewer than that are not told apart from each other by a number; the usual bound of public statistics by persons. */
export const SMALL_GROUP_MIN = 5

/** How many people; 'few' for one to four of them. Nobody is no group, so that zero is told. */
export type GroupSize = number | 'few'

export function groupSize(people: number): GroupSize {
  return people > 0 && people < SMALL_GROUP_MIN ? 'few' : people
}

/**
 * Groups that make up a total which is told, too: small ones are not told, and where what is hidden altogether would still be a
 * small group, the next larger ones are hidden with them, so that the total less the others tells no small number either.
 */
export function groupSizes(groups: readonly number[]): readonly GroupSize[] {
  const told: GroupSize[] = groups.map(groupSize)
  const sumHidden = () => groups.reduce((sum, people, i) => sum + (told[i] === 'few' ? people : 0), 0)
  const hiddenCount = () => told.filter(size => size === 'few').length
  while (hiddenCount() > 0 && (hiddenCount() === 1 || sumHidden() < SMALL_GROUP_MIN)) {
    const next = smallestTold(groups, told)
    if (next === -1) break
    told[next] = 'few'
  }
  return told
}

/** Zero hides nothing and is left. */
function smallestTold(groups: readonly number[], told: readonly GroupSize[]): number {
  return groups.reduce((best, people, i) => {
    if (told[i] === 'few' || people === 0) return best
    return best === -1 || people < (groups[best] ?? 0) ? i : best
  }, -1)
}
