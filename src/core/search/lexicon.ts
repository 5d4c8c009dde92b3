// The two lexical fields of a set of entries: all ways to ask one entry, and whole answers. One document an entry in each.
import type { ImageReader, ImageWriter } from './index-image.ts'
import { type Bm25Parameters, LexicalIndex } from './lexical-index.ts'
import { type PlannedGroup, planField } from './prune-plan.ts'
import type { QueryGroup } from './query-groups.ts'
import { type FoundDocuments, ScoreBoard, type SlotFilter } from './score-board.ts'
import { type ReadOptions, WindowReader } from './window-reader.ts'

/** Chosen on the tables of docs/retrieval.md. */
const BM25: Bm25Parameters = { k1: 1.2, b: 0.75 }

/** Mean lengths of both fields' documents, in terms. */
export interface LengthMeans {
  readonly asks: number
  readonly answers: number
}

/** Ids of the terms of all questions and phrasings together, and of the whole answer; null for a field it lacks. */
export interface EntryTerms {
  readonly asks: ArrayLike<number> | null
  readonly answer: ArrayLike<number> | null
}

export class Lexicon {
  /** Question and all phrasings of an entry together, so that words of several count together. */
  readonly asks = new LexicalIndex(BM25)
  readonly answers = new LexicalIndex(BM25)
  readonly #board = new ScoreBoard()
  readonly #reader = new WindowReader()

  get lengthMeans(): LengthMeans {
    return { asks: this.asks.lengthMean, answers: this.answers.lengthMean }
  }

  /** Adds an entry to a slot that has none. */
  put(slot: number, { asks, answer }: EntryTerms): void {
    if (asks !== null) this.asks.put(slot, asks)
    if (answer !== null) this.answers.put(slot, answer)
  }

  /** Takes an entry out; `terms` are those that it was put with. */
  remove(slot: number, { asks, answer }: EntryTerms): void {
    if (asks !== null) this.asks.remove(slot, asks)
    if (answer !== null) this.answers.remove(slot, answer)
  }

  /**
   * Ways to ask plus `answerWeight` × answer of every entry, exhaustively; entries that the filter refuses have none.
   * `means` may come from a wider collection. Overwritten by the next call.
   */
  scoreAll(groups: readonly QueryGroup[], { answerWeight, slotCount, accepts, means }: ScoreAllOptions): ScoreBoard {
    const board = this.#board
    const [asks, answers] = [this.asks.documentNorms(means.asks), this.answers.documentNorms(means.answers)]
    board.start(0, slotCount)
    for (const group of groups) {
      const [inAsks, inAnswers] = [this.asks.listsOf(group), this.answers.listsOf(group, answerWeight)]
      board.addGroup(inAsks, inAsks.length, asks)
      board.addGroup(inAnswers, inAnswers.length, answers)
    }
    if (accepts !== undefined) board.keepOnly(accepts)
    return board
  }

  /** All lists of a question in both fields, with what they can add at most. */
  plan(groups: readonly QueryGroup[], answerWeight: number): LexicalPlan {
    return { asks: planField(groups, this.asks, 1), answers: planField(groups, this.answers, answerWeight) }
  }

  keep(image: ImageWriter): void {
    this.asks.keep(image, 'asks')
    this.answers.keep(image, 'answers')
  }

  restore(image: ImageReader): void {
    this.asks.restore(image, 'asks')
    this.answers.restore(image, 'answers')
  }

  /** The same sums over the lists that the plan keeps. Overwritten by the next call. */
  read(plan: readonly PlannedGroup[], options: ReadOptions): FoundDocuments {
    return this.#reader.read(plan, options)
  }
}

/** What a question looks for, by field. */
export interface LexicalPlan {
  readonly asks: readonly PlannedGroup[]
  readonly answers: readonly PlannedGroup[]
}

interface ScoreAllOptions {
  /** Above every entry's slot. */
  readonly slotCount: number
  readonly accepts: SlotFilter | undefined
  readonly answerWeight: number
  readonly means: LengthMeans
}
