// The best entries of many from a fraction of the postings. Lists that cannot add much are left unread (MaxScore: H. Turtle &
// J. Flood, "Query Evaluation: Strategies and Optimizations", 1995), the others are read once, and the best by what was read
// are scored exactly. What is read and scored is limited: a long question costs no more than that, however large the registry.
// Within the limits what is found is exactly what an exhaustive scoring finds; beyond, docs/performance.md says what is lost.
import { type OmitLimits, omit, omittedBound, type PlannedGroup, skim } from './prune-plan.ts'
import type { FoundDocuments } from './score-board.ts'
import { type Precedes, TopSlots } from './top-slots.ts'

/** Sums of single-precision numbers may fall short of the exact ones by so much. */
const ROUNDING = 1e-4

/** How much one question may cost, and how much may be missed for it. */
export interface PruneLimits {
  /** Of all lists; the later, the more may be missed, for questions that would take long. */
  readonly read: readonly OmitLimits[]
  /** Of those in which entries are found; the rest of what is read tells only more of these. */
  readonly found: readonly OmitLimits[]
  /** Documents scored exactly. */
  readonly documentsMax: number
}

export interface PrunedSearch {
  /** All lists of the question, with what they can add at most. */
  readonly plan: readonly PlannedGroup[]
  /** Reads the kept lists: lower bounds of the scores of documents, overwritten by the next call. */
  readonly read: (plan: readonly PlannedGroup[]) => FoundDocuments
  /** Whose document stands in a slot of the board; the best of an entry's documents is the entry's score. */
  readonly ownerOf: (document: number) => number
  /** The exact score of an entry; whoever gives it keeps what was asked already. */
  readonly scoreOf: (slot: number) => number
  readonly limits: PruneLimits
}

/** Slots of the highest scores above zero, highest first; of equal scores, those that `precedes` puts first. */
export function prunedTop(search: PrunedSearch, count: number, precedes: Precedes): readonly number[] {
  const { plan, ownerOf, scoreOf, limits } = search
  const found = findDocuments(search, count)
  const unread = omittedBound(plan) * (1 + ROUNDING) + ROUNDING
  const documents = bestOf(found, Math.max(limits.documentsMax, count), (a, b) => precedes(ownerOf(a), ownerOf(b)))
  const best = new TopSlots(count, precedes)
  const offered = new Set<number>()
  for (const { slot: document, score } of documents) {
    if (score * (1 + ROUNDING) + unread < best.scoreMin) break
    const slot = ownerOf(document)
    if (offered.has(slot)) continue
    offered.add(slot)
    best.offer(slot, scoreOf(slot))
  }
  return best.sorted()
}

/** What the few postings of telling words find; where that is not enough, what all of them do. */
function findDocuments({ plan, read, limits }: PrunedSearch, count: number): FoundDocuments {
  for (const limit of limits.read) omit(plan, limit)
  for (const limit of limits.found) skim(plan, limit)
  const found = read(plan)
  if (found.count >= count || plan.every(({ skimmed }) => !skimmed)) return found
  for (const group of plan) group.skimmed = false
  return read(plan)
}

/** The documents of the highest scores with these, highest first. */
function bestOf({ slots, scores, count: foundCount }: FoundDocuments, count: number, precedes: Precedes) {
  const best = new TopSlots(count, precedes)
  let { scoreMin } = best
  for (let i = 0; i < foundCount; i += 1) {
    const score = scores[i] as number
    if (score < scoreMin) continue // most end here
    best.offer(slots[i] as number, score)
    scoreMin = best.scoreMin
  }
  return best.ranked()
}
