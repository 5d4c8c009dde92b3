// Proposes the entries that are asked in exactly these words: the same set of terms, whatever their order and repeats.
// Keeps a hash of each set; two sets may share one, so whoever finds something looks at the entry itself.
import type { ImageReader, ImageWriter } from './index-image.ts'

const INITIAL_CAPACITY = 1_024
const EMPTY = -1
const REMOVED = -2

/** A hash table of typed arrays with open addressing: eight bytes a place, where a map takes five times as much. */
export class ExactAsks {
  /** Hashes of 31 bits, `EMPTY` or `REMOVED`, each at the first free place from its lower bits on. */
  #hashes = new Int32Array(INITIAL_CAPACITY).fill(EMPTY)
  #slots = new Uint32Array(INITIAL_CAPACITY)
  /** Places that are not empty, and those of them that hold something. */
  #taken = 0
  #size = 0

  add(ids: ArrayLike<number>, slot: number): void {
    this.#put(hashOfSet(ids), slot)
  }

  #put(hash: number, slot: number): void {
    if (2 * (this.#taken + 1) > this.#hashes.length) this.#rehash()
    const mask = this.#hashes.length - 1
    let place = hash & mask
    while (this.#hashes[place] !== EMPTY) place = (place + 1) & mask
    this.#hashes[place] = hash
    this.#slots[place] = slot
    this.#taken += 1
    this.#size += 1
  }

  /** Into a table of at least twice as many places as there will be things, without what was removed. */
  #rehash(): void {
    const [hashes, slots] = [this.#hashes, this.#slots]
    const capacity = 2 ** Math.ceil(Math.log2(Math.max(INITIAL_CAPACITY, 3 * this.#size)))
    this.#hashes = new Int32Array(capacity).fill(EMPTY)
    this.#slots = new Uint32Array(capacity)
    this.#taken = 0
    this.#size = 0
    for (let place = 0; place < hashes.length; place += 1) {
      if ((hashes[place] as number) >= 0) this.#put(hashes[place] as number, slots[place] as number)
    }
  }

  /** Takes one addition back. */
  remove(ids: ArrayLike<number>, slot: number): void {
    const place = this.#placesOf(hashOfSet(ids)).find(some => this.#slots[some] === slot)
    if (place === undefined) return
    this.#hashes[place] = REMOVED
    this.#size -= 1
  }

  #placesOf(hash: number): readonly number[] {
    const mask = this.#hashes.length - 1
    const places: number[] = []
    for (let place = hash & mask; this.#hashes[place] !== EMPTY; place = (place + 1) & mask) {
      if (this.#hashes[place] === hash) places.push(place)
    }
    return places
  }

  keep(image: ImageWriter): void {
    const pairs = new Uint32Array(2 * this.#size)
    let at = 0
    for (let place = 0; place < this.#hashes.length; place += 1) {
      const hash = this.#hashes[place] as number
      if (hash < 0) continue
      pairs[at++] = hash
      pairs[at++] = this.#slots[place] as number
    }
    image.put('exact', pairs)
  }

  restore(image: ImageReader): void {
    const pairs = image.take('exact', 'Uint32Array')
    for (let i = 0; i < pairs.length; i += 2) this.#put(pairs[i] as number, pairs[i + 1] as number)
  }

  /** All slots that were added with these terms, and rarely others; none for no terms. */
  find(ids: ArrayLike<number>): readonly number[] {
    return ids.length === 0 ? [] : this.#placesOf(hashOfSet(ids)).map(place => this.#slots[place] as number)
  }
}

/** 31 bits, the same for the same set: a sum over its members, each stirred by MurmurHash3's finaliser. */
function hashOfSet(ids: ArrayLike<number>): number {
  let sum = 0
  for (const id of new Set(Array.from(ids))) {
    let hash = Math.imul(id + 0x9e3779b9, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    sum = (sum + (hash ^ (hash >>> 16))) | 0
  }
  return sum >>> 1
}
