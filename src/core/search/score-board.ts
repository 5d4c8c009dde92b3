// Scores of all entries for one question in a typed array: no object per entry, however many a common word touches.
import type { ScoreSpread } from './background-sample.ts'
import type { SlotScores } from './slot-accumulator.ts'
import { TopSlots } from './top-slots.ts'

/** True when the first of two slots of equal score stands first. */
export type Precedes = (a: number, b: number) => boolean

/** Says by slot which entries may be found at all. */
export type SlotFilter = (slot: number) => boolean

export class ScoreBoard {
  #scores: Float32Array
  #touched: Uint32Array
  #count = 0

  constructor(slotCount: number) {
    this.#scores = new Float32Array(slotCount)
    this.#touched = new Uint32Array(slotCount)
  }

  /** Forgets all scores; room for slots below `slotCount`. */
  clear(slotCount: number): void {
    if (slotCount > this.#scores.length) {
      this.#scores = new Float32Array(Math.ceil(slotCount * 1.25))
      this.#touched = new Uint32Array(this.#scores.length)
    } else for (let i = 0; i < this.#count; i += 1) this.#scores[this.#touched[i] as number] = 0
    this.#count = 0
  }

  scoreOf(slot: number): number {
    return this.#scores[slot] ?? 0
  }

  /** Raises the owner of every document found to the document's score; owners that the filter refuses are left out. */
  raiseOwners(found: SlotScores, owners: Uint32Array, accepts?: SlotFilter): void {
    const [scores, touched] = [this.#scores, this.#touched]
    let count = this.#count
    for (let i = 0; i < found.count; i += 1) {
      const document = found.slots[i] as number
      const slot = owners[document] as number
      if (accepts !== undefined && !accepts(slot)) continue
      const score = found.scores[document] as number
      const known = scores[slot] as number
      if (score <= known) continue
      if (known === 0) touched[count++] = slot
      scores[slot] = score
    }
    this.#count = count
  }

  /** Adds `weight` × the score of every document found to its owner's; owners that the filter refuses are left out. */
  addOwners(found: SlotScores, owners: Uint32Array, weight: number, accepts?: SlotFilter): void {
    const [scores, touched] = [this.#scores, this.#touched]
    let count = this.#count
    for (let i = 0; i < found.count; i += 1) {
      const document = found.slots[i] as number
      const slot = owners[document] as number
      if (accepts !== undefined && !accepts(slot)) continue
      const known = scores[slot] as number
      if (known === 0) touched[count++] = slot
      scores[slot] = known + weight * (found.scores[document] as number)
    }
    this.#count = count
  }

  /** Slots of at least `scoreMin` above zero, unordered. */
  slotsFrom(scoreMin: number): Uint32Array {
    const [scores, touched] = [this.#scores, this.#touched]
    const slots = new Uint32Array(this.#count)
    let count = 0
    for (let i = 0; i < this.#count; i += 1) {
      const slot = touched[i] as number
      if ((scores[slot] as number) >= scoreMin) slots[count++] = slot
    }
    return slots.subarray(0, count)
  }

  /** Slots of the highest scores, highest first; of equal scores, those that `precedes` puts first. */
  top(count: number, precedes: Precedes = (a, b) => a < b): readonly number[] {
    const scores = this.#scores
    const best = new TopSlots(count, (a, b) => {
      const [scoreA, scoreB] = [scores[a] as number, scores[b] as number]
      return scoreA < scoreB || (scoreA === scoreB && precedes(b, a))
    })
    let worst = -1
    for (let i = 0; i < this.#count; i += 1) {
      const slot = this.#touched[i] as number
      if ((scores[slot] as number) < worst) continue // most end here
      best.offer(slot)
      worst = best.worst === undefined ? -1 : (scores[best.worst] as number)
    }
    return best.sorted()
  }

  /** Mean and deviation over `total` entries, those without a score counted as zero. */
  spread(total: number): ScoreSpread {
    let sum = 0
    let squares = 0
    for (let i = 0; i < this.#count; i += 1) {
      const score = this.scoreOf(this.#touched[i] as number)
      sum += score
      squares += score * score
    }
    const mean = total === 0 ? 0 : sum / total
    const variance = total === 0 ? 0 : squares / total - mean * mean
    return { mean, deviation: Math.sqrt(Math.max(variance, 1e-12)) }
  }
}
