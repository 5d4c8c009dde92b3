// The lexical side of one question: BM25 of each entry's questions and phrasings together, plus its answer's.
import type { ScoreSpread } from './background-sample.ts'
import type { EntryIndex } from './entry-index.ts'
import { PrunedScores } from './pruned-score.ts'
import { type QueryTerm, toGroups } from './query-groups.ts'
import type { SlotFilter } from './score-board.ts'
import type { Precedes } from './top-slots.ts'

/** Lexical scores by entry slot; entries that the filter refuses have none. */
export interface LexicalScores {
  readonly scoreOf: (slot: number) => number
  /** Slots of the highest scores, highest first; of equal scores, those that `precedes` puts first. */
  readonly top: (count: number, precedes?: Precedes) => readonly number[]
  /** Mean and deviation over all entries, or over a sample of a large registry; those without a score count as zero. */
  readonly spread: () => ScoreSpread
}

export function scoreLexically(
  query: readonly QueryTerm[],
  index: EntryIndex,
  answerWeight: number,
  accepts?: SlotFilter,
): LexicalScores {
  const { lexicon, sample, records, slotCount, size } = index
  const groups = toGroups(query, index.vocabulary, index.idf)
  if (size > index.exhaustiveMax) {
    return new PrunedScores({ groups, lexicon, sample, records, slotCount, answerWeight, accepts })
  }
  const board = lexicon.scoreAll(groups, { answerWeight, slotCount, accepts, means: lexicon.lengthMeans })
  return {
    scoreOf: slot => board.scoreOf(slot),
    top: (count, precedes) => board.top(count, precedes),
    spread: () => board.spread(size),
  }
}
