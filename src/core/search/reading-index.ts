// The third way of finding an entry: how question and entry sound. Trigrams of their readings match where spellings part:
// kana for kanji (ほいくえん, 保育園), typing errors, okurigana, abbreviations that keep their sounds.
import { type SampledEntry, type ScoreSpread, spreadOf } from './background-sample.ts'
import { GRAM_LENGTH, GRAMS_MAX, GramCounter, gramKeys, keyOf, type QueryGram } from './gram-counter.ts'
import type { ImageReader, ImageWriter } from './index-image.ts'
import { LexicalIndex } from './lexical-index.ts'
import { OwnedSlots } from './owned-slots.ts'
import { type PlannedGroup, planField } from './prune-plan.ts'
import { type PruneLimits, prunedTop } from './pruned-top.ts'
import type { QueryGroup } from './query-groups.ts'
import { type EntryReadings, eachGram, ReadingTexts, type StoredReading, textOfReading } from './reading-texts.ts'
import { SampledSounds, type SoundingEntry, type SoundWeight } from './sampled-sounds.ts'
import type { SlotFilter } from './score-board.ts'
import { WindowReader } from './window-reader.ts'

/** Saturation and length normalisation of BM25, for grams that are counted once a text. */
const BM25 = { k1: 1.2, b: 0.75 }

/** Grams in more than this share of all asks (ください, ですか) cost the most and tell the least. */
const COMMON_SHARE_MAX = 0.1
/** Below this number of asks no gram is common. */
const COMMON_MIN = 100

/** How much an answer's sounds count beside those of the best question or phrasing. */
const ANSWER_WEIGHT = 0.7

/** Chosen on the table of docs/performance.md. */
const LIMITS: PruneLimits = {
  read: [
    { postingsMax: 40_000, shareMax: 0.3 },
    { postingsMax: 60_000, shareMax: 0.5 },
  ],
  found: [],
  documentsMax: 120,
}

/** One question against all entries. Valid until the index is changed. */
export interface ReadingScores {
  /** BM25 over the grams of the entry's best question or phrasing, plus the weighted answer's. */
  readonly scoreOf: (slot: number) => number
  /** Slots with the best asks, best first. */
  readonly top: (count: number, accepts?: SlotFilter) => readonly number[]
  /** Spread of the score over the background sample. */
  readonly spread: (sample: readonly SampledEntry[]) => ScoreSpread
  /** What a gram of the question counts for where a text has it; 0 for one too common to count, or not the question's. */
  readonly idfOf: (gram: string) => number
}

export class ReadingIndex {
  /** Every question and phrasing is a document of its own. */
  readonly #asks = new LexicalIndex(BM25)
  readonly #documents = new OwnedSlots()
  readonly #texts = new ReadingTexts()
  readonly #idOfGram = new Map<number, number>()
  #answerCount = 0
  #answerLengthTotal = 0
  readonly #reader = new WindowReader()
  #sampled: { readonly sample: readonly SampledEntry[]; readonly sounds: SampledSounds } | null = null

  /** Adds an entry, or replaces it. */
  put(slot: number, readings: EntryReadings): void {
    this.remove(slot)
    this.#texts.put(slot, readings)
    const { asks, answer } = this.#texts.at(slot) as SoundingEntry
    for (const ask of asks) this.#asks.put(this.#documents.take(slot), this.#gramsIn(ask), ask.length)
    if (answer.length === 0) return
    this.#answerCount += 1
    this.#answerLengthTotal += answer.length
  }

  /** Takes an entry out; unknown ones are no matter. */
  remove(slot: number): void {
    const texts = this.#texts.at(slot)
    if (texts === undefined) return
    const documents = this.#documents.release(slot)
    for (const [i, ask] of texts.asks.entries()) this.#asks.remove(documents[i] as number, this.#gramsIn(ask))
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

  /** The ids of an ask's grams, each once. */
  #gramsIn(ask: StoredReading): readonly number[] {
    const ids = new Set<number>()
    eachGram(ask, (a, b, c) => ids.add(this.#learn(keyOf(a, b, c))))
    return [...ids]
  }

  #learn(key: number): number {
    const known = this.#idOfGram.get(key)
    if (known !== undefined) return known
    this.#idOfGram.set(key, this.#idOfGram.size)
    return this.#idOfGram.size - 1
  }

  keep(image: ImageWriter): void {
    this.#asks.keep(image, 'sounds')
    this.#documents.keep(image)
    this.#texts.keep(image)
    image.put('grams', Float64Array.from(this.#idOfGram.keys()))
    image.put('sounds.answers', Float64Array.of(this.#answerCount, this.#answerLengthTotal))
  }

  restore(image: ImageReader): void {
    this.#asks.restore(image, 'sounds')
    this.#documents.restore(image)
    this.#texts.restore(image)
    for (const key of image.take('grams', 'Float64Array')) this.#learn(key)
    const [count = 0, lengthTotal = 0] = image.take('sounds.answers', 'Float64Array')
    this.#answerCount = count
    this.#answerLengthTotal = lengthTotal
  }

  /** The question's scores: the best asks by a pruned search, single entries from their stored readings. */
  score(reading: string): ReadingScores {
    const grams = this.#gramsOf(reading)
    const counter = new GramCounter(grams)
    const [weighAsk, weighAnswer] = [this.#askWeight(), this.#answerWeight()]
    const bestAsk = new Map<number, number>()
    const askScoreOf = (slot: number): number => {
      const before = bestAsk.get(slot)
      if (before !== undefined) return before
      let best = 0
      this.#texts.walk(slot, 'asks', (bytes, start, end, length) => {
        best = Math.max(best, weighAsk(counter.sumOver(bytes, start, end), length))
      })
      bestAsk.set(slot, best)
      return best
    }
    const answerScoreOf = (slot: number): number => {
      let score = 0
      this.#texts.walk(slot, 'answer', (bytes, start, end, length) => {
        score = weighAnswer(counter.sumOver(bytes, start, end), length)
      })
      return score
    }
    return {
      scoreOf: slot => askScoreOf(slot) + answerScoreOf(slot),
      top: (count, accepts) => this.#top(grams, askScoreOf, count, accepts),
      spread: sample => spreadOf(this.#soundsOf(sample).scores(grams, { ask: weighAsk, answer: weighAnswer })),
      idfOf: gram => {
        const key = keyOf(gram.charCodeAt(0), gram.charCodeAt(1), gram.charCodeAt(2))
        return gram.length === GRAM_LENGTH ? (grams.find(some => some.key === key)?.idf ?? 0) : 0
      },
    }
  }

  #askWeight(): SoundWeight {
    const norms = this.#asks.normsFor(this.#asks.lengthMean)
    return (sum, length) => (sum * (BM25.k1 + 1)) / (1 + (norms[length] ?? 0))
  }

  #answerWeight(): SoundWeight {
    const lengthMean = Math.max(1, this.#answerLengthTotal / Math.max(1, this.#answerCount))
    const { k1, b } = BM25
    return (sum, length) => (ANSWER_WEIGHT * (sum * (k1 + 1))) / (1 + k1 * (1 - b + (b * length) / lengthMean))
  }

  /** Made again for another sample: one that was drawn anew is another array. */
  #soundsOf(sample: readonly SampledEntry[]): SampledSounds {
    if (this.#sampled?.sample === sample) return this.#sampled.sounds
    const sounds = new SampledSounds(sample.flatMap(({ slot }) => this.#texts.at(slot) ?? []))
    this.#sampled = { sample, sounds }
    return sounds
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
    const ownerOf = (document: number) => this.#documents.ownerOf(document)
    const options = {
      slotCount: this.#documents.slotCount,
      accepts: accepts && ((document: number) => accepts(ownerOf(document))),
    }
    const read = (kept: readonly PlannedGroup[]) => this.#reader.read(kept, options)
    return prunedTop({ plan, read, ownerOf, scoreOf, limits: LIMITS }, count, (a, b) => a < b)
  }

  /** The question's distinct grams with their idf over all asks; one that no ask has is as rare as can be. */
  #gramsOf(reading: string): readonly QueryGram[] {
    const askCount = this.#asks.size
    const commonFrom = Math.max(COMMON_MIN, askCount * COMMON_SHARE_MAX)
    const grams: QueryGram[] = []
    for (const key of new Set(gramKeys(reading))) {
      const id = this.#idOfGram.get(key)
      const n = id === undefined ? 0 : this.#asks.documentFrequency(id)
      if (n <= commonFrom) grams.push({ key, id, idf: Math.log(1 + (askCount - n + 0.5) / (n + 0.5)) })
      if (grams.length === GRAMS_MAX) break
    }
    return grams
  }
}
