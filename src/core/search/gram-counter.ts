// Grams of sound: three letters of a reading as one number, and how many of a question's a text has.
import { letterOf, WIDE_LETTER, WIDE_MARK } from './reading-texts.ts'

/** Sounds that form one gram: three are about a word's worth. */
export const GRAM_LENGTH = 3

/** Grams of one question that are looked up: the first hundred sounds or so say what it is about. Must fit a byte. */
export const GRAMS_MAX = 255

export interface QueryGram {
  readonly key: number
  /** Undefined for a gram that no ask ever had. */
  readonly id: number | undefined
  readonly idf: number
}

/** Places of the table: nearly all grams that the question does not have end at an empty one. */
const TABLE_SIZE = 1 << 14

/** Adds up the idf of a question's grams that a text has, each once: the innermost loop of the sounds. */
export class GramCounter {
  /** Three letters a gram, as they are stored: what is read is compared without being decoded. */
  readonly #letters: Uint32Array
  readonly #idf: Float64Array
  /** One more than a gram's position, at the first free place from its hash on. */
  readonly #table = new Uint8Array(TABLE_SIZE)
  readonly #seen: Uint8Array

  constructor(grams: readonly QueryGram[]) {
    this.#letters = Uint32Array.from(grams.flatMap(({ key }) => lettersOf(key)))
    this.#idf = Float64Array.from(grams, ({ idf }) => idf)
    this.#seen = new Uint8Array(grams.length)
    for (const [position, { key }] of grams.entries()) {
      let place = hash(...lettersOf(key))
      while (this.#table[place] !== 0) place = (place + 1) & (TABLE_SIZE - 1)
      this.#table[place] = position + 1
    }
  }

  /** Of the letters of a reading that stand from `start` to before `end`. */
  sumOver(bytes: Uint8Array, start: number, end: number): number {
    const table = this.#table
    let a = 0
    let b = 0
    let units = 0
    let sum = 0
    for (let at = start; at < end; ) {
      let letter = bytes[at++] as number
      if (letter === WIDE_MARK) {
        letter = WIDE_LETTER + ((bytes[at] as number) << 8) + (bytes[at + 1] as number)
        at += 2
      }
      units += 1
      if (table[hash(a, b, letter)] !== 0 && units >= GRAM_LENGTH) sum += this.#take(a, b, letter)
      a = b
      b = letter
    }
    if (sum > 0) this.#seen.fill(0)
    return sum
  }

  /** The idf of a gram, the first time that it comes; 0 for one that the question does not have. */
  #take(a: number, b: number, c: number): number {
    const letters = this.#letters
    for (let place = hash(a, b, c); ; place = (place + 1) & (TABLE_SIZE - 1)) {
      const position = (this.#table[place] as number) - 1
      if (position < 0) return 0
      const at = GRAM_LENGTH * position
      if (letters[at] !== a || letters[at + 1] !== b || letters[at + 2] !== c) continue
      if (this.#seen[position] === 1) return 0
      this.#seen[position] = 1
      return this.#idf[position] as number
    }
  }
}

/** A place in the table; neighbouring kana differ in their low bits. */
function hash(a: number, b: number, c: number): number {
  return ((a * 0x2f35) ^ (b * 0x101) ^ c) & (TABLE_SIZE - 1)
}

/** The letters of a key. */
function lettersOf(key: number): [number, number, number] {
  const [first, others] = [Math.floor(key / 0x1_0000_0000), key % 0x1_0000_0000]
  return [letterOf(first), letterOf(others >>> 16), letterOf(others & 0xffff)]
}

/** Three UTF-16 units in 48 bits: exact in a number. */
export function keyOf(a: number, b: number, c: number): number {
  return (a * 0x1_0000 + b) * 0x1_0000 + c
}

/** The grams of a reading in order, repeats included. */
export function* gramKeys(reading: string): IterableIterator<number> {
  for (let i = GRAM_LENGTH - 1; i < reading.length; i += 1) {
    yield keyOf(reading.charCodeAt(i - 2), reading.charCodeAt(i - 1), reading.charCodeAt(i))
  }
}
