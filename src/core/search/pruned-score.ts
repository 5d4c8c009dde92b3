// The lexical side of one question in a large registry: the best entries by a pruned search, single ones from their
// stored terms, mean and deviation from a sample.
import type { ScoreSpread } from './background-sample.ts'
import type { EntryRecords } from './entry-records.ts'
import { ExactLexical } from './exact-lexical.ts'
import type { LexicalSample } from './lexical-sample.ts'
import type { Lexicon } from './lexicon.ts'
import type { PlannedGroup } from './prune-plan.ts'
import { type PruneLimits, prunedTop } from './pruned-top.ts'
import type { QueryGroup } from './query-groups.ts'
import type { FoundDocuments, SlotFilter } from './score-board.ts'
import type { Precedes } from './top-slots.ts'

/** Chosen on the table of docs/performance.md. */
const LIMITS: PruneLimits = {
  read: [
    { postingsMax: 80_000, shareMax: 0.12 },
    { postingsMax: 120_000, shareMax: 0.4 },
  ],
  found: [
    { postingsMax: 15_000, shareMax: 0.35 },
    { postingsMax: 40_000, shareMax: 0.6 },
  ],
  documentsMax: 120,
}

export interface PrunedScoresDeps {
  readonly groups: readonly QueryGroup[]
  readonly lexicon: Lexicon
  readonly records: EntryRecords
  readonly sample: LexicalSample
  readonly slotCount: number
  readonly answerWeight: number
  readonly accepts: SlotFilter | undefined
}

export class PrunedScores {
  readonly #deps: PrunedScoresDeps
  readonly #exact: ExactLexical
  readonly #known = new Map<number, number>()

  constructor(deps: PrunedScoresDeps) {
    this.#deps = deps
    this.#exact = new ExactLexical(deps.groups, deps.lexicon, deps.records, deps.answerWeight)
  }

  readonly scoreOf = (slot: number): number => {
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
    const { asks, answers } = this.#deps.lexicon.plan(this.#deps.groups, this.#deps.answerWeight)
    const ownerOf = (slot: number) => slot // one document an entry
    const search = { plan: [...asks, ...answers], read: this.#read, ownerOf, scoreOf: this.scoreOf, limits: LIMITS }
    return prunedTop(search, count, precedes)
  }

  readonly #read = (plan: readonly PlannedGroup[]): FoundDocuments => {
    const { lexicon, slotCount, accepts } = this.#deps
    return lexicon.read(plan, { slotCount, accepts })
  }
}
