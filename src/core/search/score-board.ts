// Scores of all entries for one question in a typed array: no object per entry, however many a common word touches.
import type { ScoreSpread } from './background-sample.ts'

export class ScoreBoard {
  readonly scores: Float32Array
  readonly #touched: Uint32Array
  #count = 0

  constructor(slotCount: number) {
    this.scores = new Float32Array(slotCount)
    this.#touched = new Uint32Array(slotCount)
  }

  scoreOf(slot: number): number {
    return this.scores[slot] ?? 0
  }

  /** Keeps the higher of the known and the new score. */
  raise(slot: number, score: number): void {
    const known = this.scores[slot] as number
    if (score <= known) return
    if (known === 0) this.#touched[this.#count++] = slot
    this.scores[slot] = score
  }

  /** Adds to what is there. */
  add(slot: number, score: number): void {
    if (score > 0) this.raise(slot, this.scoreOf(slot) + score)
  }

  /**
   * Slots of the highest scores, highest first; of equal scores, those that `precedes` puts first. Selection by a bounded
   * heap whose root is the worst chosen: n log k.
   */
  top(count: number, precedes: (a: number, b: number) => boolean = (a, b) => a < b): readonly number[] {
    if (count < 1) return []
    const isWorse = (a: number, b: number) => {
      const [scoreA, scoreB] = [this.scores[a] as number, this.scores[b] as number]
      return scoreA < scoreB || (scoreA === scoreB && precedes(b, a))
    }
    const heap: number[] = []
    for (let i = 0; i < this.#count; i += 1) {
      const slot = this.#touched[i] as number
      if (heap.length < count) siftUp(heap, slot, isWorse)
      else if (isWorse(heap[0] as number, slot)) replaceRoot(heap, slot, isWorse)
    }
    return heap.sort((a, b) => (isWorse(a, b) ? 1 : -1))
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

type IsWorse = (a: number, b: number) => boolean

function siftUp(heap: number[], slot: number, isWorse: IsWorse): void {
  let child = heap.push(slot) - 1
  while (child > 0) {
    const parent = (child - 1) >> 1
    if (!isWorse(slot, heap[parent] as number)) break
    heap[child] = heap[parent] as number
    child = parent
  }
  heap[child] = slot
}

function replaceRoot(heap: number[], slot: number, isWorse: IsWorse): void {
  let hole = 0
  for (;;) {
    let child = 2 * hole + 1
    if (child >= heap.length) break
    const right = child + 1
    if (right < heap.length && isWorse(heap[right] as number, heap[child] as number)) child = right
    if (!isWorse(heap[child] as number, slot)) break
    heap[hole] = heap[child] as number
    hole = child
  }
  heap[hole] = slot
}
