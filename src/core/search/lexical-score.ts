// The lexical side of one question: BM25 of each entry's best question or phrasing, plus its answer's.
import type { EntryIndex } from './entry-index.ts'
import type { LexicalIndex, QueryTerm } from './lexical-index.ts'
import { ScoreBoard } from './score-board.ts'

/** Says by slot which entries may be found at all. */
export type SlotFilter = (slot: number) => boolean

/** Lexical scores by entry slot; entries that the filter refuses have none. */
export function scoreLexically(
  query: readonly QueryTerm[],
  index: EntryIndex,
  answerWeight: number,
  accepts?: SlotFilter,
): ScoreBoard {
  const board = new ScoreBoard(index.slotCount)
  const eachOwner = (field: LexicalIndex, take: (slot: number, score: number) => void) => {
    const found = field.score(query, index.idf)
    for (let i = 0; i < found.count; i += 1) {
      const documentSlot = found.slots[i] as number
      const owner = field.ownerAt(documentSlot)
      if (accepts === undefined || accepts(owner)) take(owner, found.scores[documentSlot] as number)
    }
  }
  eachOwner(index.asks, (slot, score) => board.raise(slot, score))
  eachOwner(index.answers, (slot, score) => board.add(slot, answerWeight * score))
  return board
}
