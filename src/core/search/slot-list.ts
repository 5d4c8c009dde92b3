// A growing list of slots in a typed array: four bytes each where an array of numbers takes eight.

const FIRST_CAPACITY = 2

export class SlotList {
  #slots = new Uint32Array(FIRST_CAPACITY)
  #length = 0
  /** How many of the slots are still in use: whoever takes one out of use says so. */
  alive = 0

  get length(): number {
    return this.#length
  }

  push(slot: number): void {
    if (this.#length === this.#slots.length) {
      const larger = new Uint32Array(this.#length * 2)
      larger.set(this.#slots)
      this.#slots = larger
    }
    this.#slots[this.#length++] = slot
    this.alive += 1
  }

  /** The slot at a position below `length`. */
  at(position: number): number {
    return this.#slots[position] as number
  }
}
