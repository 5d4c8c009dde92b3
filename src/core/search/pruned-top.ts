// The best entries of many from a fraction of the postings: exactly those that an exhaustive scoring finds.
// MaxScore: H. Turtle & J. Flood, "Query Evaluation: Strategies and Optimizations" (1995), term at a time as in
// T. Strohman, H. Turtle & W. B. Croft, "Optimization Strategies for Complex Queries" (2005).
import { omit, omittedBound, type PlannedGroup } from './prune-plan.ts'
import type { FoundDocuments } from './score-board.ts'
import { type Precedes, TopSlots } from './top-slots.ts'

/** Postings read to find entries that set the mark which the others must reach. */
const SEED_POSTINGS = 20_000
/** Entries scored exactly for that, for each one wanted: more raise the mark, and cost a microsecond each. */
const SEEDS_PER_WANTED = 2
/**
 * Share of the mark that lists left unread may add up to. More spares more postings, and leaves more entries to be scored
 * exactly (measured in docs/performance.md).
 */
const OMITTED_SHARE = 0.35
/** Sums of single-precision numbers may fall short of the exact ones by so much. */
const ROUNDING = 1e-4

export interface PrunedSearch {
  /** All lists of the question, with what they can add at most. */
  readonly plan: readonly PlannedGroup[]
  /** Those of `plan` whose weightiest lists find the entries that set the mark. */
  readonly seedGroups: readonly PlannedGroup[]
  /** Reads the kept lists: lower bounds of the scores of documents from `scoreMin`, overwritten by the next call. */
  readonly read: (plan: readonly PlannedGroup[], scoreMin: number) => FoundDocuments
  /** Whose document stands in a slot of the board; the best of an entry's documents is the entry's score. */
  readonly ownerOf: (document: number) => number
  /** The exact score of an entry; whoever gives it keeps what was asked already. */
  readonly scoreOf: (slot: number) => number
}

/** Slots of the highest scores above zero, highest first; of equal scores, those that `precedes` puts first. */
export function prunedTop(search: PrunedSearch, count: number, precedes: Precedes): readonly number[] {
  const { plan, read, ownerOf, scoreOf } = search
  const mark = markOfSeeds(search, count)
  omit(plan, mark * OMITTED_SHARE)
  const unread = omittedBound(plan) * (1 + ROUNDING) + ROUNDING
  const best = new TopSlots(count, precedes)
  const offered = new Set<number>()
  for (const { document, score } of byScore(read(plan, (mark - unread) / (1 + ROUNDING)))) {
    if (score * (1 + ROUNDING) + unread < best.scoreMin) break
    const slot = ownerOf(document)
    if (offered.has(slot)) continue
    offered.add(slot)
    best.offer(slot, scoreOf(slot))
  }
  return best.sorted()
}

/** The exact score of the last one wanted among entries that hold the question's weightiest words; 0 if too few do. */
function markOfSeeds({ seedGroups, read, ownerOf, scoreOf }: PrunedSearch, count: number): number {
  const lists = seedGroups
    .flatMap(group => group.lists.map(list => ({ group, list })))
    .sort((a, b) => b.list.bound - a.list.bound)
  const kept = new Map<PlannedGroup, number>()
  let postings = 0
  for (const { group, list } of lists) {
    if (postings > SEED_POSTINGS) break
    kept.set(group, (kept.get(group) ?? 0) + 1)
    postings += list.list.length
  }
  const found = read(
    Array.from(kept, ([group, first]) => ({ ...group, kept: first })),
    0,
  )
  const seeds = new Set(bestOf(found, count * SEEDS_PER_WANTED).map(ownerOf))
  if (seeds.size < count) return 0
  return Array.from(seeds, scoreOf).sort((a, b) => b - a)[count - 1] ?? 0
}

function bestOf({ slots, scores, count: foundCount }: FoundDocuments, count: number): readonly number[] {
  const best = new TopSlots(count, (a, b) => a < b)
  let { scoreMin } = best
  for (let i = 0; i < foundCount; i += 1) {
    const score = scores[i] as number
    if (score < scoreMin) continue // most end here
    best.offer(slots[i] as number, score)
    scoreMin = best.scoreMin
  }
  return best.sorted()
}

/**
 * Documents with their scores, best first. Sorted as numbers whose upper bits are those of the score: positive floats stand
 * in the order of their bits, and a typed array of numbers is sorted without a call for each comparison.
 */
function* byScore({ slots, scores, count }: FoundDocuments): IterableIterator<{ document: number; score: number }> {
  const bits = new Uint32Array(scores.buffer, scores.byteOffset, count)
  const keys = Float64Array.from({ length: count }, (_, i) => (bits[i] as number) * COUNT_MAX + i).sort()
  for (let i = count - 1; i >= 0; i -= 1) {
    const place = (keys[i] as number) % COUNT_MAX
    yield { document: slots[place] as number, score: scores[place] as number }
  }
}

/** Documents found are fewer than this: with 31 bits of a positive float, what a double still holds exactly. */
const COUNT_MAX = 2 ** 22
