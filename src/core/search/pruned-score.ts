// The lexical side of one question in a large registry: the same best entries as an exhaustive scoring finds, from a
// fraction of the postings. MaxScore: H. Turtle & J. Flood, "Query Evaluation: Strategies and Optimizations" (1995), term
// at a time as in T. Strohman, H. Turtle & W. B. Croft, "Optimization Strategies for Complex Queries" (2005).
import type { ScoreSpread } from './background-sample.ts'
import type { EntryRecords } from './entry-records.ts'
import { ExactLexical } from './exact-lexical.ts'
import type { LexicalSample } from './lexical-sample.ts'
import type { LexicalScores } from './lexical-score.ts'
import type { Lexicon } from './lexicon.ts'
import { omit, omittedBound, type PlannedGroup, planGroups } from './prune-plan.ts'
import type { QueryGroup } from './query-groups.ts'
import type { Precedes, ScoreBoard, SlotFilter } from './score-board.ts'
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

export interface PrunedScoresDeps {
  readonly groups: readonly QueryGroup[]
  readonly lexicon: Lexicon
  readonly records: EntryRecords
  readonly sample: LexicalSample
  readonly slotCount: number
  readonly answerWeight: number
  readonly accepts: SlotFilter | undefined
}

export class PrunedScores implements LexicalScores {
  readonly #deps: PrunedScoresDeps
  readonly #exact: ExactLexical
  readonly #known = new Map<number, number>()

  constructor(deps: PrunedScoresDeps) {
    this.#deps = deps
    this.#exact = new ExactLexical(deps.groups, deps.lexicon, deps.records, deps.answerWeight)
  }

  scoreOf(slot: number): number {
    const known = this.#known.get(slot)
    if (known !== undefined) return known
    const { accepts } = this.#deps
    const score = accepts === undefined || accepts(slot) ? this.#exact.scoreOf(slot) : 0
    this.#known.set(slot, score)
    return score
  }

  spread(): ScoreSpread {
    const { groups, lexicon, sample, answerWeight, accepts } = this.#deps
    return sample.spread(groups, { answerWeight, accepts, means: lexicon.lengthMeans })
  }

  top(count: number, precedes: Precedes = (a, b) => a < b): readonly number[] {
    const { groups, lexicon, answerWeight } = this.#deps
    const plan = planGroups(groups, lexicon, answerWeight)
    const isWorse = (a: number, b: number) => {
      const [scoreA, scoreB] = [this.scoreOf(a), this.scoreOf(b)]
      return scoreA < scoreB || (scoreA === scoreB && precedes(b, a))
    }
    const mark = this.#markOfSeeds(plan, count, isWorse)
    omit(plan, mark * OMITTED_SHARE)
    const unread = omittedBound(plan) * (1 + ROUNDING) + ROUNDING
    const board = this.#readKept(plan)
    const best = new TopSlots(count, isWorse)
    for (const slot of byScore(board, (mark - unread) / (1 + ROUNDING))) {
      const { worst } = best
      if (worst !== undefined && board.scoreOf(slot) * (1 + ROUNDING) + unread < this.scoreOf(worst)) break
      best.offer(slot)
    }
    return best.sorted()
  }

  /** The exact score of the last one wanted among entries that hold the question's weightiest words; 0 if too few do. */
  #markOfSeeds(plan: readonly PlannedGroup[], count: number, isWorse: (a: number, b: number) => boolean): number {
    const lists = plan
      .filter(group => group.field === this.#deps.lexicon.asks)
      .flatMap(group => group.lists.map(list => ({ group, list })))
      .sort((a, b) => b.list.bound - a.list.bound)
    const seeds = new Map<PlannedGroup, number>()
    let postings = 0
    for (const { group, list } of lists) {
      if (postings > SEED_POSTINGS) break
      seeds.set(group, (seeds.get(group) ?? 0) + 1)
      postings += list.list.length
    }
    const board = this.#readKept([...seeds].map(([group, kept]) => ({ ...group, kept })))
    const best = new TopSlots(count, isWorse)
    for (const slot of board.top(count * SEEDS_PER_WANTED)) best.offer(slot)
    return best.worst === undefined ? 0 : this.scoreOf(best.worst)
  }

  /** Lower bounds of the scores: what the lists that are read add up to. */
  #readKept(plan: readonly PlannedGroup[]): ScoreBoard {
    const { lexicon, accepts, slotCount } = this.#deps
    const keptOf = (field: unknown) => plan.filter(group => group.field === field).map(keptLists)
    return lexicon.scoreLists(keptOf(lexicon.asks), keptOf(lexicon.answers), { accepts, slotCount })
  }
}

function keptLists({ lists, kept }: PlannedGroup) {
  return lists.slice(0, kept)
}

/**
 * Slots of at least `scoreMin`, best first. Sorted as numbers whose upper bits are those of the score: positive floats
 * stand in the order of their bits, and a typed array of numbers is sorted without a call for each comparison.
 */
function byScore(board: ScoreBoard, scoreMin: number): Iterable<number> {
  const slots = board.slotsFrom(scoreMin)
  const scores = Float32Array.from(slots, slot => board.scoreOf(slot))
  const bits = new Uint32Array(scores.buffer)
  const keys = Float64Array.from(slots, (slot, i) => (bits[i] as number) * SLOTS_MAX + slot).sort()
  return keys.toReversed().map(key => key % SLOTS_MAX)
}

/** With 31 bits of a positive float, what a double still holds exactly. */
const SLOTS_MAX = 2 ** 22
