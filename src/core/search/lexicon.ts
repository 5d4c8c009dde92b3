// The two lexical fields of a set of entries: all ways to ask one entry, and whole answers.
import { type Bm25Parameters, LexicalIndex } from './lexical-index.ts'
import type { WeightedList } from './posting-list.ts'
import type { QueryGroup } from './query-groups.ts'
import { ScoreBoard, type SlotFilter } from './score-board.ts'

/** Chosen on the tables of docs/retrieval.md. */
const BM25: Bm25Parameters = { k1: 1.2, b: 0.75 }

/** Mean lengths of both fields' documents, in terms. */
export interface LengthMeans {
  readonly asks: number
  readonly answers: number
}

export class Lexicon {
  /** One document per entry: its question and all phrasings, so that words of several count together. */
  readonly asks = new LexicalIndex(BM25)
  /** One document per entry's whole answer. */
  readonly answers = new LexicalIndex(BM25)

  get lengthMeans(): LengthMeans {
    return { asks: this.asks.lengthMean, answers: this.answers.lengthMean }
  }

  /** Ids of the terms of all questions and phrasings together, and of the whole answer, in place of what the entry had. */
  put(slot: number, asks: ArrayLike<number> | null, answer: ArrayLike<number> | null): void {
    this.asks.put(slot, asks === null ? [] : [asks])
    this.answers.put(slot, answer === null ? [] : [answer])
  }

  remove(slot: number): void {
    this.asks.remove(slot)
    this.answers.remove(slot)
  }

  /**
   * Ways to ask plus `answerWeight` × answer of every entry, exhaustively; entries that the filter refuses
   * have none. `means` may come from a wider collection.
   */
  scoreAll(groups: readonly QueryGroup[], { answerWeight, slotCount, accepts, means }: ScoreAllOptions): ScoreBoard {
    const board = new ScoreBoard(slotCount)
    board.raiseOwners(this.asks.score(groups, means.asks), this.asks.owners, accepts)
    board.addOwners(this.answers.score(groups, means.answers), this.answers.owners, answerWeight, accepts)
    return board
  }

  /**
   * The same sums over the lists given, weighted already, in a board that the next call overwrites.
   */
  scoreLists(
    asks: readonly WeightedGroup[],
    answers: readonly WeightedGroup[],
    options: ScoreListsOptions,
  ): ScoreBoard {
    const board = this.#board
    board.clear(options.slotCount)
    board.raiseOwners(this.asks.scoreLists(asks), this.asks.owners, options.accepts)
    board.addOwners(this.answers.scoreLists(answers), this.answers.owners, 1, options.accepts)
    return board
  }

  readonly #board = new ScoreBoard(0)
}

type WeightedGroup = readonly WeightedList[]

interface ScoreListsOptions {
  /** Above every entry's slot. */
  readonly slotCount: number
  readonly accepts: SlotFilter | undefined
}

interface ScoreAllOptions extends ScoreListsOptions {
  readonly answerWeight: number
  readonly means: LengthMeans
}
