// Scores of all documents for one question in typed arrays: no object per document, however many a common word touches.
// Its additions are the innermost loop of the search.
import type { ScoreSpread } from './background-sample.ts'
import { firstPostingOf, frequencyOfPosting, slotOfPosting, type WeightedList } from './posting-list.ts'
import { type Precedes, TopSlots } from './top-slots.ts'

/** Says by slot which entries may be found at all. */
export type SlotFilter = (slot: number) => boolean

/** Lengths of a field's documents by slot, and what each length weighs. */
export interface DocumentNorms {
  readonly lengths: Uint16Array
  readonly norms: Float64Array
}

/** Documents found, with their scores: as many as `count` says. */
export interface FoundDocuments {
  readonly slots: Uint32Array
  readonly scores: Float32Array
  readonly count: number
}

export class ScoreBoard {
  #scores = new Float32Array(0)
  #touched = new Uint32Array(0)
  /** 1 where there is a score: a quarter of the memory to look through for what is not there. */
  #hasScore = new Uint8Array(0)
  #count = 0
  /** Of the group being added, what counts already in a document: valid where the stamp is the group's. */
  #best = new Float32Array(0)
  #stamps = new Uint32Array(0)
  #stamp = 0
  /** Slots that are looked at: `#first` stands at the beginning of the arrays. */
  #first = 0
  #end = 0

  /** Forgets all scores; makes room for those of slots from `first` to below `end`. */
  start(first: number, end: number): void {
    for (let i = 0; i < this.#count; i += 1) {
      const place = (this.#touched[i] as number) - this.#first
      this.#scores[place] = 0
      this.#hasScore[place] = 0
    }
    if (end - first > this.#scores.length) this.#makeRoom(Math.ceil((end - first) * 1.25))
    this.#count = 0
    this.#first = first
    this.#end = end
  }

  #makeRoom(capacity: number): void {
    this.#scores = new Float32Array(capacity)
    this.#touched = new Uint32Array(capacity)
    this.#hasScore = new Uint8Array(capacity)
    this.#best = new Float32Array(capacity)
    this.#stamps = new Uint32Array(capacity)
    this.#stamp = 0
  }

  /**
   * Adds `factor × frequency / (frequency + norm)` of each document; of one group only the best counts in a document. Goes
   * on where the lists were left, up to the end of what the board looks at. `toKnown`: only to documents that have a score.
   */
  addGroup(lists: readonly WeightedList[], kept: number, field: DocumentNorms, toKnown = false): void {
    if (kept === 0) return
    if (kept === 1 && !toKnown) return this.#addAlone(lists[0] as WeightedList, field)
    if (this.#stamp === 0xffff_ffff) this.#stamps.fill(0)
    this.#stamp = (this.#stamp % 0xffff_ffff) + 1
    for (let i = 0; i < kept; i += 1) {
      if (toKnown) this.#addToKnown(lists[i] as WeightedList, field)
      else this.#addBest(lists[i] as WeightedList, field)
    }
  }

  #addToKnown(weighted: WeightedList, { lengths, norms }: DocumentNorms): void {
    const { postings, length } = weighted.list
    const limit = firstPostingOf(this.#end)
    const { factor } = weighted
    const [first, stamp, scores, best, stamps] = [this.#first, this.#stamp, this.#scores, this.#best, this.#stamps]
    const hasScore = this.#hasScore
    let i = weighted.read
    for (; i < length; i += 1) {
      const posting = postings[i] as number
      if (posting >= limit) break
      const slot = slotOfPosting(posting)
      const place = slot - first
      if (hasScore[place] === 0) continue // most end here
      const known = scores[place] as number
      const frequency = frequencyOfPosting(posting)
      const value = (factor * frequency) / (frequency + (norms[lengths[slot] as number] as number))
      const before = stamps[place] === stamp ? (best[place] as number) : 0
      if (value <= before) continue
      scores[place] = known + value - before
      stamps[place] = stamp
      best[place] = value
    }
    weighted.read = i
  }

  #addAlone(weighted: WeightedList, { lengths, norms }: DocumentNorms): void {
    const { factor } = weighted
    const { postings, length } = weighted.list
    const limit = firstPostingOf(this.#end)
    const first = this.#first
    const scores = this.#scores
    const [touched, hasScore] = [this.#touched, this.#hasScore]
    let count = this.#count
    let i = weighted.read
    for (; i < length; i += 1) {
      const posting = postings[i] as number
      if (posting >= limit) break
      const slot = slotOfPosting(posting)
      const frequency = frequencyOfPosting(posting)
      const known = scores[slot - first] as number
      if (known === 0) {
        touched[count++] = slot
        hasScore[slot - first] = 1
      }
      scores[slot - first] = known + (factor * frequency) / (frequency + (norms[lengths[slot] as number] as number))
    }
    weighted.read = i
    this.#count = count
  }

  #addBest(weighted: WeightedList, { lengths, norms }: DocumentNorms): void {
    const { postings, length } = weighted.list
    const limit = firstPostingOf(this.#end)
    let i = weighted.read
    if (i >= length || (postings[i] as number) >= limit) return // most lists have nothing in most windows
    const { factor } = weighted
    const first = this.#first
    const stamp = this.#stamp
    const scores = this.#scores
    const best = this.#best
    const stamps = this.#stamps
    const [touched, hasScore] = [this.#touched, this.#hasScore]
    let count = this.#count
    for (; i < length; i += 1) {
      const posting = postings[i] as number
      if (posting >= limit) break
      const slot = slotOfPosting(posting)
      const place = slot - first
      const frequency = frequencyOfPosting(posting)
      const value = (factor * frequency) / (frequency + (norms[lengths[slot] as number] as number))
      const before = stamps[place] === stamp ? (best[place] as number) : 0
      if (value <= before) continue
      const known = scores[place] as number
      if (known === 0) {
        touched[count++] = slot
        hasScore[place] = 1
      }
      scores[place] = known + value - before
      stamps[place] = stamp
      best[place] = value
    }
    weighted.read = i
    this.#count = count
  }

  /** Leaves out what the filter refuses. */
  keepOnly(accepts: SlotFilter): void {
    const [scores, touched] = [this.#scores, this.#touched]
    let count = 0
    for (let i = 0; i < this.#count; i += 1) {
      const slot = touched[i] as number
      if (accepts(slot)) touched[count++] = slot
      else {
        scores[slot - this.#first] = 0
        this.#hasScore[slot - this.#first] = 0
      }
    }
    this.#count = count
  }

  scoreOf(slot: number): number {
    return this.#scores[slot - this.#first] ?? 0
  }

  /** Slots with their scores, written after the first `count` of `found`. */
  collect(found: { slots: Uint32Array; scores: Float32Array; count: number }): void {
    const [scores, touched, first] = [this.#scores, this.#touched, this.#first]
    if (found.count + this.#count > found.slots.length) makeRoomIn(found, found.count + this.#count)
    const { slots } = found
    let { count } = found
    for (let i = 0; i < this.#count; i += 1) {
      const slot = touched[i] as number
      slots[count] = slot
      found.scores[count] = scores[slot - first] as number
      count += 1
    }
    found.count = count
  }

  /** Slots of the highest scores, highest first; of equal scores, those that `precedes` puts first. */
  top(count: number, precedes: Precedes = (a, b) => a < b): readonly number[] {
    const scores = this.#scores
    const best = new TopSlots(count, precedes)
    let { scoreMin } = best
    for (let i = 0; i < this.#count; i += 1) {
      const slot = this.#touched[i] as number
      const score = scores[slot - this.#first] as number
      if (score < scoreMin) continue // most end here
      best.offer(slot, score)
      scoreMin = best.scoreMin
    }
    return best.sorted()
  }

  /** Mean and deviation over `total` entries, those without a score counted as zero. */
  spread(total: number): ScoreSpread {
    let sum = 0
    let squares = 0
    for (let i = 0; i < this.#count; i += 1) {
      const score = this.#scores[(this.#touched[i] as number) - this.#first] as number
      sum += score
      squares += score * score
    }
    const mean = total === 0 ? 0 : sum / total
    const variance = total === 0 ? 0 : squares / total - mean * mean
    return { mean, deviation: Math.sqrt(Math.max(variance, 1e-12)) }
  }
}

function makeRoomIn(found: { slots: Uint32Array; scores: Float32Array }, needed: number): void {
  const [slots, scores] = [new Uint32Array(needed * 2), new Float32Array(needed * 2)]
  slots.set(found.slots)
  scores.set(found.scores)
  found.slots = slots
  found.scores = scores
}
