// Entries that are given and do not help: judged so that few voices never condemn an entry, and many are not overlooked.
import type { ReactionCount } from '../ports/upkeep.ts'

/** Fewer voices than this say nothing of an entry. */
export const VOICES_MIN = 5
/** What must be unresolved at least, by all that the voices allow to say. */
export const UNRESOLVED_SHARE_MIN = 0.2

/** Of an interval of 95 %. */
const Z = 1.96

/**
 * The share of `hits` among `total` that is exceeded with 97.5 % confidence (with another z, another): Wilson's lower bound (E. B.
 * Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927).
 */
export function shareAtLeast(hits: number, total: number, z: number = Z): number {
  if (hits === 0) return 0 // exactly, which the rounding of the formula misses
  const share = hits / total
  const [spread, scale] = [z ** 2 / total, 1 + z ** 2 / total]
  const half = z * Math.sqrt((share * (1 - share)) / total + spread / (4 * total))
  return (share + spread / 2 - half) / scale
}

/** The entries that surely fail many people, the worst first. */
export function oftenUnresolved<R extends ReactionCount>(reactions: readonly R[]): readonly R[] {
  const badness = ({ resolved, unresolved }: ReactionCount) => shareAtLeast(unresolved, resolved + unresolved)
  return reactions
    .filter(({ resolved, unresolved }) => resolved + unresolved >= VOICES_MIN)
    .filter(reaction => badness(reaction) >= UNRESOLVED_SHARE_MIN)
    .toSorted((a, b) => badness(b) - badness(a) || (a.entryId < b.entryId ? -1 : 1))
}
