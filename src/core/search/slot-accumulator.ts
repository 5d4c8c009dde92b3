// Sums a question's contributions by document: the innermost loop of the lexical side, in arrays that are used again.
import { frequencyOfPosting, slotOfPosting, type WeightedList } from './posting-list.ts'

/** Scores by slot. The first `count` of `slots` are those above zero, unordered; the arrays are reused by the next call. */
export interface SlotScores {
  readonly scores: Float32Array
  readonly slots: Uint32Array
  readonly count: number
}

export class SlotAccumulator {
  #scores = new Float32Array(0)
  #best = new Float32Array(0)
  #stamps = new Uint32Array(0)
  #touched = new Uint32Array(0)
  #count = 0
  #stamp = 0

  /** Forgets the question before; room for slots below `capacity`. */
  start(capacity: number): void {
    if (this.#scores.length < capacity) {
      this.#scores = new Float32Array(capacity)
      this.#best = new Float32Array(capacity)
      this.#stamps = new Uint32Array(capacity)
      this.#touched = new Uint32Array(capacity)
      this.#stamp = 0
    } else for (let i = 0; i < this.#count; i += 1) this.#scores[this.#touched[i] as number] = 0
    this.#count = 0
  }

  /** Adds `factor × frequency / (frequency + norm)` of each document; of one group only the best counts in a document. */
  addGroup(lists: readonly WeightedList[], lengths: Uint16Array, norms: Float64Array): void {
    const [only] = lists
    if (only === undefined) return
    if (lists.length === 1) return this.#addAlone(only, lengths, norms)
    if (this.#stamp === 0xffff_ffff) this.#stamps.fill(0)
    this.#stamp = (this.#stamp % 0xffff_ffff) + 1
    for (const list of lists) this.#addBest(list, lengths, norms)
  }

  #addAlone({ list, factor }: WeightedList, lengths: Uint16Array, norms: Float64Array): void {
    const [scores, touched, { postings, length }] = [this.#scores, this.#touched, list]
    let count = this.#count
    for (let i = 0; i < length; i += 1) {
      const posting = postings[i] as number
      const slot = slotOfPosting(posting)
      const frequency = frequencyOfPosting(posting)
      const known = scores[slot] as number
      if (known === 0) touched[count++] = slot
      scores[slot] = known + (factor * frequency) / (frequency + (norms[lengths[slot] as number] as number))
    }
    this.#count = count
  }

  #addBest({ list, factor }: WeightedList, lengths: Uint16Array, norms: Float64Array): void {
    const [scores, best, stamps, touched] = [this.#scores, this.#best, this.#stamps, this.#touched]
    const [stamp, { postings, length }] = [this.#stamp, list]
    let count = this.#count
    for (let i = 0; i < length; i += 1) {
      const posting = postings[i] as number
      const slot = slotOfPosting(posting)
      const frequency = frequencyOfPosting(posting)
      const value = (factor * frequency) / (frequency + (norms[lengths[slot] as number] as number))
      const before = stamps[slot] === stamp ? (best[slot] as number) : 0
      if (value <= before) continue
      const known = scores[slot] as number
      if (known === 0) touched[count++] = slot
      scores[slot] = known + value - before
      stamps[slot] = stamp
      best[slot] = value
    }
    this.#count = count
  }

  /** All sums. */
  finish(): SlotScores {
    return { scores: this.#scores, slots: this.#touched, count: this.#count }
  }

  /** The sums of slots whose owner is not `nobody`. */
  finishWithout(owners: Uint32Array, nobody: number): SlotScores {
    const [scores, touched] = [this.#scores, this.#touched]
    let count = 0
    for (let i = 0; i < this.#count; i += 1) {
      const slot = touched[i] as number
      if (owners[slot] === nobody) scores[slot] = 0
      else touched[count++] = slot
    }
    this.#count = count
    return this.finish()
  }
}
