// The postings of one term in one growable typed array: four bytes a posting, no object per document.

const INITIAL_CAPACITY = 2
const FREQUENCY_BITS = 8
const FREQUENCY_MAX = 255

/** Slots have what the frequency leaves of 32 bits: sixteen million documents a field. */
export const SLOT_COUNT_MAX = 2 ** (32 - FREQUENCY_BITS)

export function slotOfPosting(posting: number): number {
  return posting >>> FREQUENCY_BITS
}

export function frequencyOfPosting(posting: number): number {
  return posting & FREQUENCY_MAX
}

/** No posting of the slot, or of one after it, is below this. */
export function firstPostingOf(slot: number): number {
  return slot * (FREQUENCY_MAX + 1)
}

/** Shortest documents that hold a term once, twice, or more often, and the most that any holds it. */
export interface PostingBounds {
  readonly once: number
  readonly twice: number
  readonly oftener: number
  readonly frequencyMax: number
}

/** Slots that contain a term, ascending, each packed with the term's frequency there (capped at 255). */
export class PostingList {
  postings: Uint32Array
  length: number
  #once: number
  #twice: number
  #oftener: number
  #frequencyMax: number

  /** Empty, or as it was kept: the array is taken as it is, full to its end. */
  constructor(postings: Uint32Array = new Uint32Array(INITIAL_CAPACITY), kept: PostingBounds | null = null) {
    this.postings = postings
    this.length = kept === null ? 0 : postings.length
    this.#once = kept?.once ?? 0xffff
    this.#twice = kept?.twice ?? 0xffff
    this.#oftener = kept?.oftener ?? 0xffff
    this.#frequencyMax = kept?.frequencyMax ?? 0
  }

  get bounds(): PostingBounds {
    return { once: this.#once, twice: this.#twice, oftener: this.#oftener, frequencyMax: this.#frequencyMax }
  }

  /** Adds a slot that it does not hold. `documentLength` in terms, at most 65,535. */
  add(slot: number, frequency: number, documentLength: number): void {
    if (this.length === this.postings.length) this.#grow()
    const capped = Math.min(frequency, FREQUENCY_MAX)
    const at = this.#placeOf(slot)
    if (at < this.length) this.postings.copyWithin(at + 1, at, this.length)
    this.postings[at] = firstPostingOf(slot) + capped
    this.length += 1
    this.#frequencyMax = Math.max(this.#frequencyMax, capped)
    if (capped === 1) this.#once = Math.min(this.#once, documentLength)
    else if (capped === 2) this.#twice = Math.min(this.#twice, documentLength)
    else this.#oftener = Math.min(this.#oftener, documentLength)
  }

  /** Takes a slot out; one that it does not hold is no matter. */
  remove(slot: number): void {
    const at = this.#placeOf(slot)
    if (at === this.length || slotOfPosting(this.postings[at] as number) !== slot) return
    this.postings.copyWithin(at, at + 1, this.length)
    this.length -= 1
  }

  /** Place of the first slot not below this one. Nearly always the end: slots come in ascending order. */
  #placeOf(slot: number): number {
    let [low, high] = [0, this.length]
    if (high > 0 && slotOfPosting(this.postings[high - 1] as number) < slot) return high
    while (low < high) {
      const middle = (low + high) >>> 1
      if (slotOfPosting(this.postings[middle] as number) < slot) low = middle + 1
      else high = middle
    }
    return low
  }

  /**
   * An upper bound of `frequency / (frequency + norm(length))` over all postings ever added: the most that the term can
   * count in a document before idf (the "max score" of Turtle & Flood 1995). Exact for lists of low frequencies.
   */
  weightMax(norms: Float64Array): number {
    const once = weightOf(1, this.#once, norms)
    const twice = weightOf(2, this.#twice, norms)
    return Math.max(once, twice, weightOf(this.#frequencyMax, this.#oftener, norms))
  }

  #grow(): void {
    const larger = new Uint32Array(Math.ceil(this.postings.length * 1.5) + 1)
    larger.set(this.postings)
    this.postings = larger
  }
}

/** 0 where no document was that long: nothing has come yet. */
function weightOf(frequency: number, length: number, norms: Float64Array): number {
  return length < norms.length ? frequency / (frequency + (norms[length] as number)) : 0
}

/** A list of postings and what each of them counts for: idf × weight × similarity × (k1 + 1). */
export interface WeightedList {
  readonly list: PostingList
  readonly factor: number
  /** Postings read so far: whoever reads a list in windows goes on from here. */
  read: number
}

export interface BoundedList extends WeightedList {
  /** The most this list can add to an entry's score. */
  readonly bound: number
}
