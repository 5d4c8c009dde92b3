// Selection of the best few of many slots: a bounded heap whose root is the worst chosen, n log k.

/** True when the first of two slots of equal score stands first. */
export type Precedes = (a: number, b: number) => boolean

export class TopSlots {
  readonly #count: number
  readonly #precedes: Precedes
  readonly #slots: number[] = []
  readonly #scores: number[] = []

  constructor(count: number, precedes: Precedes) {
    this.#count = count
    this.#precedes = precedes
  }

  /** A score below this is not chosen any more; −∞ while there is room. */
  get scoreMin(): number {
    return this.#slots.length < this.#count ? Number.NEGATIVE_INFINITY : (this.#scores[0] ?? Number.POSITIVE_INFINITY)
  }

  offer(slot: number, score: number): void {
    if (this.#slots.length < this.#count) this.#siftUp(slot, score)
    else if (this.#count > 0 && this.#isWorse(0, slot, score)) this.#replaceRoot(slot, score)
  }

  /** Best first. */
  sorted(): readonly number[] {
    return this.ranked().map(({ slot }) => slot)
  }

  /** Best first, with their scores. */
  ranked(): readonly { readonly slot: number; readonly score: number }[] {
    const chosen = this.#slots.map((slot, place) => ({ slot, score: this.#scores[place] as number }))
    return chosen.sort((a, b) => b.score - a.score || (this.#precedes(a.slot, b.slot) ? -1 : 1))
  }

  /** True when the one at a place must stand behind another. */
  #isWorse(place: number, slot: number, score: number): boolean {
    const own = this.#scores[place] as number
    return own < score || (own === score && this.#precedes(slot, this.#slots[place] as number))
  }

  #siftUp(slot: number, score: number): void {
    let child = this.#slots.length
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (this.#isWorse(parent, slot, score)) break
      this.#move(parent, child)
      child = parent
    }
    this.#set(child, slot, score)
  }

  #replaceRoot(slot: number, score: number): void {
    const { length } = this.#slots
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= length) break
      const right = child + 1
      if (right < length && !this.#isWorse(child, this.#slots[right] as number, this.#scores[right] as number)) {
        child = right
      }
      if (!this.#isWorse(child, slot, score)) break
      this.#move(child, hole)
      hole = child
    }
    this.#set(hole, slot, score)
  }

  #move(from: number, to: number): void {
    this.#set(to, this.#slots[from] as number, this.#scores[from] as number)
  }

  #set(place: number, slot: number, score: number): void {
    this.#slots[place] = slot
    this.#scores[place] = score
  }
}
