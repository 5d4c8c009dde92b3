// The postings of one term in growable typed arrays: 5 bytes a posting, no object per document.

const INITIAL_CAPACITY = 4

/** Slots that contain a term, in insertion order (ascending), with the term's frequency in each (capped at 255). */
export class PostingList {
  slots = new Uint32Array(INITIAL_CAPACITY)
  frequencies = new Uint8Array(INITIAL_CAPACITY)
  length = 0
  /** Postings whose document is still alive: the document frequency. */
  alive = 0

  push(slot: number, frequency: number): void {
    if (this.length === this.slots.length) this.#grow()
    this.slots[this.length] = slot
    this.frequencies[this.length] = Math.min(frequency, 255)
    this.length += 1
    this.alive += 1
  }

  #grow(): void {
    const capacity = Math.ceil(this.slots.length * 1.5) + 1
    const slots = new Uint32Array(capacity)
    const frequencies = new Uint8Array(capacity)
    slots.set(this.slots)
    frequencies.set(this.frequencies)
    this.slots = slots
    this.frequencies = frequencies
  }
}
