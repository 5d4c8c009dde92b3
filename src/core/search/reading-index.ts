// The third way of finding an entry: how question and entry sound. Trigrams of their readings match where spellings part:
// kana for kanji (ほいくえん, 保育園), typing errors, okurigana, abbreviations that keep their sounds.
import { SlotList } from './slot-list.ts'

/** Saturation and length normalisation of BM25, for grams that are counted once a text. */
const K1 = 1.2
const B = 0.75

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

/** Dead texts are dropped from the lists when there are this many of them, and a quarter of all. */
const COMPACT_DEAD_MIN = 1_000

/** The sounds of one entry. */
export interface EntryReadings {
  /** Of its question and phrasings. */
  readonly asks: readonly string[]
  /** Of its whole answer. */
  readonly answer: string
}

/** One question against all entries. Valid until the index is asked again or changed. */
export interface ReadingScores {
  /** BM25 over the grams of the entry's best question or phrasing, plus the weighted answer's. */
  readonly scoreOf: (slot: number) => number
  /** Slots with the best asks, best first. */
  readonly top: (count: number, accepts?: (slot: number) => boolean) => readonly number[]
  /** What a gram of the question counts for where a text has it; 0 for one too common to count, or not the question's. */
  readonly idfOf: (gram: string) => number
}

interface QueryGram {
  readonly key: number
  readonly idf: number
}

export class ReadingIndex {
  #lists = new Map<number, SlotList>()
  /** By text: whose it is, its sounds, and whether it is still there. */
  #owners: number[] = []
  #readings: (string | null)[] = []
  #textsOfOwner: (number[] | undefined)[] = []
  readonly #answers: (string | undefined)[] = []
  #askCount = 0
  #askLengthTotal = 0
  #answerCount = 0
  #answerLengthTotal = 0
  #sums = new Float32Array(0)
  #best = new Float32Array(0)
  readonly #filter = new Uint8Array(1 << 16)

  /** Adds an entry, or replaces it. */
  put(slot: number, { asks, answer }: EntryReadings): void {
    this.remove(slot)
    this.#textsOfOwner[slot] = asks.map(reading => this.#addText(slot, reading))
    if (answer === '') return
    this.#answers[slot] = answer
    this.#answerCount += 1
    this.#answerLengthTotal += answer.length
  }

  /** Takes an entry out; unknown ones are no matter. */
  remove(slot: number): void {
    for (const text of this.#textsOfOwner[slot] ?? []) {
      this.#removeText(text)
    }
    this.#textsOfOwner[slot] = undefined
    const answer = this.#answers[slot]
    if (answer !== undefined) {
      this.#answerCount -= 1
      this.#answerLengthTotal -= answer.length
      this.#answers[slot] = undefined
    }
    const dead = this.#readings.length - this.#askCount
    if (dead > COMPACT_DEAD_MIN && dead * 4 > this.#readings.length) this.#compact()
  }

  /** Scores every entry's asks at once; answers when they are asked for. */
  score(reading: string): ReadingScores {
    const grams = this.#gramsOf(reading)
    const touched = this.#sumIdf(grams)
    const owners = this.#bestByOwner(touched)
    const weights = new Map(grams.map(({ key, idf }) => [key, idf]))
    return {
      scoreOf: slot => (this.#best[slot] ?? 0) + ANSWER_WEIGHT * this.#scoreAnswer(slot, weights),
      top: (count, accepts) => topSlots(accepts === undefined ? owners : owners.filter(accepts), this.#best, count),
      idfOf: gram => weights.get(keyOf(gram.charCodeAt(0), gram.charCodeAt(1), gram.charCodeAt(2))) ?? 0,
    }
  }

  #addText(owner: number, reading: string): number {
    const text = this.#readings.push(reading) - 1
    this.#owners.push(owner)
    this.#askCount += 1
    this.#askLengthTotal += reading.length
    for (const key of new Set(gramKeys(reading))) {
      let list = this.#lists.get(key)
      if (list === undefined) this.#lists.set(key, (list = new SlotList()))
      list.push(text)
    }
    return text
  }

  #removeText(text: number): void {
    const reading = this.#readings[text] as string
    this.#askCount -= 1
    this.#askLengthTotal -= reading.length
    this.#readings[text] = null
    for (const key of new Set(gramKeys(reading))) {
      const list = this.#lists.get(key)
      if (list !== undefined && --list.alive === 0) this.#lists.delete(key)
    }
  }

  /** The question's distinct grams with their idf over all asks; one that no ask has is as rare as can be. */
  #gramsOf(reading: string): readonly QueryGram[] {
    const commonFrom = Math.max(COMMON_MIN, this.#askCount * COMMON_SHARE_MAX)
    const grams: QueryGram[] = []
    for (const key of new Set(gramKeys(reading))) {
      const n = this.#lists.get(key)?.alive ?? 0
      if (n <= commonFrom) grams.push({ key, idf: Math.log(1 + (this.#askCount - n + 0.5) / (n + 0.5)) })
      if (grams.length === GRAMS_MAX) break
    }
    return grams
  }

  /** Adds up idf by text. Returns the texts touched. */
  #sumIdf(grams: readonly QueryGram[]): readonly number[] {
    if (this.#sums.length < this.#readings.length) this.#sums = new Float32Array(this.#readings.length * 2)
    const sums = this.#sums
    const touched: number[] = []
    for (const { key, idf } of grams) {
      const list = this.#lists.get(key)
      if (list === undefined) continue
      for (let i = 0; i < list.length; i += 1) {
        const text = list.at(i)
        if (sums[text] === 0) touched.push(text)
        sums[text] = (sums[text] as number) + idf
      }
    }
    return touched
  }

  /** Turns sums into scores, the best text of each entry; leaves the sums at zero. Returns the entries touched. */
  #bestByOwner(touched: readonly number[]): number[] {
    if (this.#best.length < this.#textsOfOwner.length) this.#best = new Float32Array(this.#textsOfOwner.length * 2)
    else this.#best.fill(0)
    const lengthMean = Math.max(1, this.#askLengthTotal / Math.max(1, this.#askCount))
    const owners: number[] = []
    for (const text of touched) {
      const reading = this.#readings[text]
      const sum = this.#sums[text] as number
      this.#sums[text] = 0
      if (reading === null || reading === undefined) continue
      const owner = this.#owners[text] as number
      const score = sum * saturation(reading.length / lengthMean)
      if (this.#best[owner] === 0) owners.push(owner)
      if (score > (this.#best[owner] as number)) this.#best[owner] = score
    }
    return owners
  }

  /** Walks an answer's sounds once; a table of 65,536 bits lets nearly all grams pass that the question does not have. */
  #scoreAnswer(slot: number, weights: ReadonlyMap<number, number>): number {
    const answer = this.#answers[slot]
    if (answer === undefined) return 0
    for (const key of weights.keys()) this.#filter[hashOf(key)] = 1
    const seen = new Set<number>()
    let sum = 0
    let [a, b] = [answer.charCodeAt(0), answer.charCodeAt(1)]
    for (let i = GRAM_LENGTH - 1; i < answer.length; i += 1) {
      const c = answer.charCodeAt(i)
      if (this.#filter[hash(a, b, c)] === 1) {
        const key = keyOf(a, b, c)
        const idf = weights.get(key)
        if (idf !== undefined && !seen.has(key)) {
          seen.add(key)
          sum += idf
        }
      }
      a = b
      b = c
    }
    for (const key of weights.keys()) this.#filter[hashOf(key)] = 0
    const lengthMean = Math.max(1, this.#answerLengthTotal / Math.max(1, this.#answerCount))
    return sum * saturation(answer.length / lengthMean)
  }

  #compact(): void {
    const readings = this.#readings
    const owners = this.#owners
    this.#lists = new Map()
    this.#readings = []
    this.#owners = []
    this.#textsOfOwner = this.#textsOfOwner.map(texts => texts && [])
    this.#askCount = 0
    this.#askLengthTotal = 0
    for (const [text, reading] of readings.entries()) {
      if (reading === null) continue
      const owner = owners[text] as number
      this.#textsOfOwner[owner]?.push(this.#addText(owner, reading))
    }
    this.#sums = new Float32Array(0)
  }
}

/** The slots with the highest scores, highest first; of equal scores the lower slot. */
function topSlots(slots: readonly number[], scores: Float32Array, count: number): readonly number[] {
  const before = (a: number, b: number) =>
    (scores[a] as number) > (scores[b] as number) || (scores[a] === scores[b] && a < b)
  const top: number[] = []
  for (const slot of slots) {
    const last = top.at(-1)
    if (top.length === count && (last === undefined || !before(slot, last))) continue
    let place = top.length
    while (place > 0 && before(slot, top[place - 1] as number)) place -= 1
    top.splice(place, 0, slot)
    if (top.length > count) top.pop()
  }
  return top
}

/** BM25's factor for a gram that occurs once in a text of this length relative to the mean. */
function saturation(relativeLength: number): number {
  return (K1 + 1) / (1 + K1 * (1 - B + B * relativeLength))
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

/** Sixteen bits of the three units; neighbouring kana differ in their low bits. */
function hash(a: number, b: number, c: number): number {
  return ((a * 0x2f35) ^ (b * 0x101) ^ c) & 0xffff
}
