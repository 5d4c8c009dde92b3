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

/** Frequencies up to here have a shortest length of their own; all above share one. */
const FREQUENCY_CLASSES = 3

/** Slots that contain a term, ascending, each packed with the term's frequency there (capped at 255). */
export class PostingList {
  postings = new Uint32Array(INITIAL_CAPACITY)
  length = 0
  #frequencyMax = 0
  readonly #lengthMin = new Uint16Array(FREQUENCY_CLASSES).fill(0xffff)

  /** `documentLength` in terms, at most 65,535. Slots must come in ascending order. */
  push(slot: number, frequency: number, documentLength: number): void {
    if (this.length === this.postings.length) this.#grow()
    const capped = Math.min(frequency, FREQUENCY_MAX)
    this.postings[this.length] = slot * (FREQUENCY_MAX + 1) + capped
    this.length += 1
    this.#frequencyMax = Math.max(this.#frequencyMax, capped)
    const kind = Math.min(capped, FREQUENCY_CLASSES) - 1
    this.#lengthMin[kind] = Math.min(this.#lengthMin[kind] as number, documentLength)
  }

  /**
   * An upper bound of `frequency / (frequency + norm(length))` over all postings ever pushed: the most that the term can
   * count in a document before idf (the "max score" of Turtle & Flood 1995). Exact for lists of low frequencies.
   */
  weightMax(norms: Float64Array): number {
    let most = 0
    for (let kind = 0; kind < FREQUENCY_CLASSES; kind += 1) {
      const length = this.#lengthMin[kind] as number
      const frequency = kind + 1 === FREQUENCY_CLASSES ? this.#frequencyMax : kind + 1
      if (frequency > this.#frequencyMax || length >= norms.length) continue
      most = Math.max(most, frequency / (frequency + (norms[length] as number)))
    }
    return most
  }

  #grow(): void {
    const larger = new Uint32Array(Math.ceil(this.postings.length * 1.5) + 1)
    larger.set(this.postings)
    this.postings = larger
  }
}

/** A list of postings and what each of them counts for: idf × weight × similarity × (k1 + 1). */
export interface WeightedList {
  readonly list: PostingList
  readonly factor: number
}
