// The best entries of many from a fraction of the postings: exactly those that an exhaustive scoring finds.
// MaxScore: H. Turtle & J. Flood, "Query Evaluation: Strategies and Optimizations" (1995), term at a time as in
// T. Strohman, H. Turtle & W. B. Croft, "Optimization Strategies for Complex Queries" (2005).
import { omit, omittedBound, type PlannedGroup } from './prune-plan.ts'
import type { Precedes, ScoreBoard } from './score-board.ts'
import { TopSlots } from './top-slots.ts'

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
  /** Reads the kept lists: lower bounds of the scores, in a board that the next call overwrites. */
  readonly read: (plan: readonly PlannedGroup[]) => ScoreBoard
  /** The exact score; whoever gives it keeps what was asked already. */
  readonly scoreOf: (slot: number) => number
}

/** Slots of the highest scores above zero, highest first; of equal scores, those that `precedes` puts first. */
export function prunedTop(search: PrunedSearch, count: number, precedes: Precedes): readonly number[] {
  const { plan, read, scoreOf } = search
  const isWorse = (a: number, b: number) => {
    const [scoreA, scoreB] = [scoreOf(a), scoreOf(b)]
    return scoreA < scoreB || (scoreA === scoreB && precedes(b, a))
  }
  const mark = markOfSeeds(search, new TopSlots(count, isWorse), count * SEEDS_PER_WANTED)
  omit(plan, mark * OMITTED_SHARE)
  const unread = omittedBound(plan) * (1 + ROUNDING) + ROUNDING
  const board = read(plan)
  const best = new TopSlots(count, isWorse)
  for (const slot of byScore(board, (mark - unread) / (1 + ROUNDING))) {
    const { worst } = best
    if (worst !== undefined && board.scoreOf(slot) * (1 + ROUNDING) + unread < scoreOf(worst)) break
    best.offer(slot)
  }
  return best.sorted()
}

/** The exact score of the last one wanted among entries that hold the question's weightiest words; 0 if too few do. */
function markOfSeeds({ seedGroups, read, scoreOf }: PrunedSearch, best: TopSlots, seedCount: number): number {
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
  const board = read([...kept].map(([group, count]) => ({ ...group, kept: count })))
  for (const slot of board.top(seedCount)) best.offer(slot)
  return best.worst === undefined ? 0 : scoreOf(best.worst)
}

/**
 * Slots of at least `scoreMin`, best first. Sorted as numbers whose upper bits are those of the score: positive floats
 * stand in the order of their bits, and a typed array of numbers is sorted without a call for each comparison.
 */
function byScore(board: ScoreBoard, scoreMin: number): Float64Array {
  const slots = board.slotsFrom(scoreMin)
  const scores = Float32Array.from(slots, slot => board.scoreOf(slot))
  const bits = new Uint32Array(scores.buffer)
  const keys = Float64Array.from(slots, (slot, i) => (bits[i] as number) * ENTRIES_MAX + slot).sort()
  return keys.toReversed().map(key => key % ENTRIES_MAX)
}

/** Slots are below this: with 31 bits of a positive float, what a double still holds exactly. */
const ENTRIES_MAX = 2 ** 22
