// Selection of the best few of many slots: a bounded heap whose root is the worst chosen, n log k.

/** True when the first slot must stand behind the second. A total order: no two slots are equal. */
export type IsWorse = (a: number, b: number) => boolean

export class TopSlots {
  readonly #count: number
  readonly #isWorse: IsWorse
  readonly #heap: number[] = []

  constructor(count: number, isWorse: IsWorse) {
    this.#count = count
    this.#isWorse = isWorse
  }

  /** The worst of those chosen; undefined while there is room for more. */
  get worst(): number | undefined {
    return this.#heap.length < this.#count ? undefined : this.#heap[0]
  }

  offer(slot: number): void {
    if (this.#heap.length < this.#count) this.#siftUp(slot)
    else if (this.#count > 0 && this.#isWorse(this.#heap[0] as number, slot)) this.#replaceRoot(slot)
  }

  /** Best first. */
  sorted(): readonly number[] {
    return this.#heap.toSorted((a, b) => (this.#isWorse(a, b) ? 1 : -1))
  }

  #siftUp(slot: number): void {
    const heap = this.#heap
    let child = heap.push(slot) - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.#isWorse(slot, heap[parent] as number)) break
      heap[child] = heap[parent] as number
      child = parent
    }
    heap[child] = slot
  }

  #replaceRoot(slot: number): void {
    const heap = this.#heap
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= heap.length) break
      const right = child + 1
      if (right < heap.length && this.#isWorse(heap[right] as number, heap[child] as number)) child = right
      if (!this.#isWorse(heap[child] as number, slot)) break
      heap[hole] = heap[child] as number
      hole = child
    }
    heap[hole] = slot
  }
}
