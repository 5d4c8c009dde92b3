// The third way of finding an entry: how question and entry sound. Trigrams of their readings match where spellings part:
// kana for kanji (ほいくえん, 保育園), typing errors, okurigana, abbreviations that keep their sounds.
import { LexicalIndex } from './lexical-index.ts'
import { keptLists, planField } from './prune-plan.ts'
import { prunedTop } from './pruned-top.ts'
import type { QueryGroup } from './query-groups.ts'
import { type EntryReadings, eachGram, ReadingTexts, type StoredReading, textOfReading } from './reading-texts.ts'
import { ScoreBoard, type SlotFilter } from './score-board.ts'

export type { EntryReadings } from './reading-texts.ts'

/** Saturation and length normalisation of BM25, for grams that are counted once a text. */
const BM25 = { k1: 1.2, b: 0.75 }

/** Sounds that form one gram: three are about a word's worth. */
export const GRAM_LENGTH = 3

/** Grams of one question that are looked up: the first hundred sounds or so say what it is about. */
const GRAMS_MAX = 255

/** Grams in more than this share of all asks (ください, ですか) cost the most and tell the least. */
const COMMON_SHARE_MAX = 0.1
/** Below this number of asks no gram is common. */
const COMMON_MIN = 100

/** How much an answer's sounds count beside those of the best question or phrasing. */
const ANSWER_WEIGHT = 0.7

/** One question against all entries. Valid until the index is changed. */
export interface ReadingScores {
  /** BM25 over the grams of the entry's best question or phrasing, plus the weighted answer's. */
  readonly scoreOf: (slot: number) => number
  /** Slots with the best asks, best first. */
  readonly top: (count: number, accepts?: SlotFilter) => readonly number[]
  /** What a gram of the question counts for where a text has it; 0 for one too common to count, or not the question's. */
  readonly idfOf: (gram: string) => number
}

interface QueryGram {
  readonly key: number
  /** Undefined for a gram that no ask ever had. */
  readonly id: number | undefined
  readonly idf: number
}

export class ReadingIndex {
  readonly #asks = new LexicalIndex(BM25)
  readonly #texts = new ReadingTexts()
  readonly #idOfGram = new Map<number, number>()
  /** Number of asks that have a gram, by its id. */
  #frequency = new Uint32Array(1_024)
  #answerCount = 0
  #answerLengthTotal = 0
  #slotCount = 0
  readonly #board = new ScoreBoard(0)

  /** Adds an entry, or replaces it. */
  put(slot: number, readings: EntryReadings): void {
    this.remove(slot)
    this.#texts.put(slot, readings)
    const { asks, answer } = this.#texts.at(slot) as NonNullable<ReturnType<ReadingTexts['at']>>
    const documents = asks.map(ask => this.#countGrams(ask, 1))
    this.#asks.put(
      slot,
      documents,
      asks.map(({ length }) => length),
    )
    this.#slotCount = Math.max(this.#slotCount, slot + 1)
    if (answer.length === 0) return
    this.#answerCount += 1
    this.#answerLengthTotal += answer.length
  }

  /** Takes an entry out; unknown ones are no matter. */
  remove(slot: number): void {
    const texts = this.#texts.at(slot)
    if (texts === undefined) return
    for (const ask of texts.asks) this.#countGrams(ask, -1)
    this.#asks.remove(slot)
    this.#texts.remove(slot)
    if (texts.answer.length === 0) return
    this.#answerCount -= 1
    this.#answerLengthTotal -= texts.answer.length
  }

  /** How an entry sounds, texts too short for a gram left blank; undefined for a slot that has nothing. */
  readingsAt(slot: number): EntryReadings | undefined {
    const texts = this.#texts.at(slot)
    return texts && { asks: texts.asks.map(textOfReading), answer: textOfReading(texts.answer) }
  }

  /** Counts an ask that came or went. Returns the ids of its grams, each once. */
  #countGrams(ask: StoredReading, change: 1 | -1): readonly number[] {
    const ids = new Set<number>()
    eachGram(ask, (a, b, c) => ids.add(this.#learn(keyOf(a, b, c))))
    if (this.#idOfGram.size > this.#frequency.length) {
      const larger = new Uint32Array(this.#idOfGram.size * 2)
      larger.set(this.#frequency)
      this.#frequency = larger
    }
    for (const id of ids) this.#frequency[id] = (this.#frequency[id] as number) + change
    return [...ids]
  }

  #learn(key: number): number {
    const known = this.#idOfGram.get(key)
    if (known !== undefined) return known
    this.#idOfGram.set(key, this.#idOfGram.size)
    return this.#idOfGram.size - 1
  }

  /** The question's scores: the best asks by a pruned search, single entries from their stored readings. */
  score(reading: string): ReadingScores {
    const grams = this.#gramsOf(reading)
    const counter = new GramCounter(grams)
    const idfOf = new Map(grams.map(({ key, idf }) => [key, idf]))
    const askNorms = this.#asks.normsFor(this.#asks.lengthMean)
    const known = new Map<number, number>()
    const askScoreOf = (slot: number): number => {
      const before = known.get(slot)
      if (before !== undefined) return before
      let best = 0
      for (const ask of this.#texts.at(slot)?.asks ?? []) {
        best = Math.max(best, (counter.sumOver(ask) * (BM25.k1 + 1)) / (1 + (askNorms[ask.length] ?? 0)))
      }
      known.set(slot, best)
      return best
    }
    return {
      scoreOf: slot => askScoreOf(slot) + ANSWER_WEIGHT * this.#scoreAnswer(slot, counter),
      top: (count, accepts) => this.#top(grams, askScoreOf, count, accepts),
      idfOf: gram => idfOf.get(keyOf(gram.charCodeAt(0), gram.charCodeAt(1), gram.charCodeAt(2))) ?? 0,
    }
  }

  #top(
    grams: readonly QueryGram[],
    scoreOf: (slot: number) => number,
    count: number,
    accepts: SlotFilter | undefined,
  ): readonly number[] {
    const groups = grams.flatMap(({ id, idf }): QueryGroup[] =>
      id === undefined ? [] : [{ factor: idf, ids: [id], similarities: [1] }],
    )
    const plan = planField(groups, this.#asks, 1)
    const read = (kept: typeof plan) => {
      this.#board.clear(this.#slotCount)
      this.#board.raiseOwners(this.#asks.scoreLists(keptLists(kept, this.#asks)), this.#asks.owners, accepts)
      return this.#board
    }
    return prunedTop({ plan, seedGroups: plan, read, scoreOf }, count, (a, b) => a < b)
  }

  /** The question's distinct grams with their idf over all asks; one that no ask has is as rare as can be. */
  #gramsOf(reading: string): readonly QueryGram[] {
    const askCount = this.#asks.size
    const commonFrom = Math.max(COMMON_MIN, askCount * COMMON_SHARE_MAX)
    const grams: QueryGram[] = []
    for (const key of new Set(gramKeys(reading))) {
      const id = this.#idOfGram.get(key)
      const n = id === undefined ? 0 : (this.#frequency[id] ?? 0)
      if (n <= commonFrom) grams.push({ key, id, idf: Math.log(1 + (askCount - n + 0.5) / (n + 0.5)) })
      if (grams.length === GRAMS_MAX) break
    }
    return grams
  }

  #scoreAnswer(slot: number, counter: GramCounter): number {
    const answer = this.#texts.at(slot)?.answer
    if (answer === undefined || answer.length === 0) return 0
    const lengthMean = Math.max(1, this.#answerLengthTotal / Math.max(1, this.#answerCount))
    const { k1, b } = BM25
    return (counter.sumOver(answer) * (k1 + 1)) / (1 + k1 * (1 - b + (b * answer.length) / lengthMean))
  }
}

/** Places of the filter: nearly all grams that the question does not have end at an empty one. */
const FILTER_SIZE = 1 << 14

/** Adds up the idf of a question's grams that a text has, each once. */
class GramCounter {
  readonly #grams: readonly QueryGram[]
  readonly #position: ReadonlyMap<number, number>
  readonly #filter = new Uint8Array(FILTER_SIZE)
  readonly #seen: Uint8Array

  constructor(grams: readonly QueryGram[]) {
    this.#grams = grams
    this.#position = new Map(grams.map(({ key }, i) => [key, i]))
    this.#seen = new Uint8Array(grams.length)
    for (const { key } of grams) this.#filter[hashOf(key)] = 1
  }

  sumOver(reading: StoredReading): number {
    const found: number[] = []
    let sum = 0
    eachGram(reading, (a, b, c) => {
      if (this.#filter[hash(a, b, c)] === 0) return
      const position = this.#position.get(keyOf(a, b, c))
      if (position === undefined || this.#seen[position] === 1) return
      this.#seen[position] = 1
      found.push(position)
      sum += this.#grams[position]?.idf ?? 0
    })
    for (const position of found) this.#seen[position] = 0
    return sum
  }
}

function* gramKeys(reading: string): IterableIterator<number> {
  for (let i = GRAM_LENGTH - 1; i < reading.length; i += 1) {
    yield keyOf(reading.charCodeAt(i - 2), reading.charCodeAt(i - 1), reading.charCodeAt(i))
  }
}

/** Three UTF-16 units in 48 bits: exact in a number. */
function keyOf(a: number, b: number, c: number): number {
  return (a * 0x1_0000 + b) * 0x1_0000 + c
}

function hashOf(key: number): number {
  const low = key % 0x1_0000_0000
  return hash(Math.floor(key / 0x1_0000_0000), low >>> 16, low & 0xffff)
}

/** A place in the filter; neighbouring kana differ in their low bits. */
function hash(a: number, b: number, c: number): number {
  return ((a * 0x2f35) ^ (b * 0x101) ^ c) & (FILTER_SIZE - 1)
}
