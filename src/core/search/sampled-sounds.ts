// How the entries of the background sample sound, by gram: what a question scores there, without reading a single text.
import { keyOf, type QueryGram } from './gram-counter.ts'
import { eachGram, type StoredReading } from './reading-texts.ts'

/** The texts of one entry, its asks and then its answer, as numbers of texts in a row. */
interface SampledTexts {
  readonly first: number
  readonly answer: number
}

export interface SoundingEntry {
  readonly asks: readonly StoredReading[]
  readonly answer: StoredReading
}

const EMPTY = -1

/** Grams in a hash table of typed arrays, each with the chain of the texts that have it: a few milliseconds to make. */
export class SampledSounds {
  readonly #entries: readonly SampledTexts[]
  readonly #lengths: Uint32Array
  readonly #sums: Float64Array
  readonly #mask: number
  readonly #keys: Float64Array
  /** Newest link of a gram's chain, by its place in the table. */
  readonly #heads: Int32Array
  readonly #next: Int32Array
  readonly #texts: Uint32Array
  #links = 0

  constructor(entries: readonly SoundingEntry[]) {
    const texts = entries.flatMap(({ asks, answer }) => [...asks, answer])
    const grams = texts.reduce((sum, { length }) => sum + length, 0)
    const capacity = 2 ** Math.ceil(Math.log2(2 * grams + 2))
    this.#lengths = Uint32Array.from(texts, ({ length }) => length)
    this.#sums = new Float64Array(texts.length)
    this.#mask = capacity - 1
    this.#keys = new Float64Array(capacity).fill(EMPTY)
    this.#heads = new Int32Array(capacity).fill(EMPTY)
    this.#next = new Int32Array(grams)
    this.#texts = new Uint32Array(grams)
    for (const [text, reading] of texts.entries()) eachGram(reading, (a, b, c) => this.#add(keyOf(a, b, c), text))
    let first = 0
    this.#entries = entries.map(({ asks }) => {
      const own = { first, answer: first + asks.length }
      first = own.answer + 1
      return own
    })
  }

  #add(key: number, text: number): void {
    const place = this.#placeOf(key)
    const head = this.#heads[place] as number
    if (head !== EMPTY && this.#texts[head] === text) return // once a text
    this.#keys[place] = key
    this.#next[this.#links] = head
    this.#texts[this.#links] = text
    this.#heads[place] = this.#links
    this.#links += 1
  }

  #placeOf(key: number): number {
    const [keys, mask] = [this.#keys, this.#mask]
    let place = Math.imul(Math.floor(key / 0x1_0000) ^ (key % 0x1_0000_0000), 0x9e37_79b1) >>> 7
    for (place &= mask; keys[place] !== EMPTY && keys[place] !== key; ) place = (place + 1) & mask
    return place
  }

  /** The score of every sampled entry: `weigh` gets a text's sum of idf, its length, and whether it is the answer. */
  scores(
    grams: readonly QueryGram[],
    weigh: { readonly ask: SoundWeight; readonly answer: SoundWeight },
  ): readonly number[] {
    const [sums, lengths] = [this.#sums, this.#lengths]
    sums.fill(0)
    for (const { key, idf } of grams) this.#addToSums(key, idf)
    return this.#entries.map(({ first, answer }) => {
      let best = 0
      for (let text = first; text < answer; text += 1) {
        if (sums[text] !== 0) best = Math.max(best, weigh.ask(sums[text] as number, lengths[text] as number))
      }
      return best + (sums[answer] === 0 ? 0 : weigh.answer(sums[answer] as number, lengths[answer] as number))
    })
  }

  #addToSums(key: number, idf: number): void {
    for (let link = this.#heads[this.#placeOf(key)] as number; link !== EMPTY; link = this.#next[link] as number) {
      const text = this.#texts[link] as number
      this.#sums[text] = (this.#sums[text] as number) + idf
    }
  }
}

/** What a text counts for, by the sum of idf of the grams that it has, and its length. */
export type SoundWeight = (sum: number, length: number) => number
