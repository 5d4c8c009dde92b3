// Which documents an entry has, where it may have several: slots given out from the lowest free one on.
import type { ImageReader, ImageWriter } from './index-image.ts'

const INITIAL_CAPACITY = 1_024
const NONE = 0xffff_ffff

export class OwnedSlots {
  #owners: Uint32Array = new Uint32Array(INITIAL_CAPACITY)
  /** The slot that the owner took before; NONE for its first. */
  #before: Uint32Array = new Uint32Array(INITIAL_CAPACITY)
  /** By owner, the slot that it took last. */
  #last: Uint32Array = new Uint32Array(INITIAL_CAPACITY).fill(NONE)
  readonly #free: number[] = []
  #slotCount = 0

  /** One more than the highest slot ever given out. */
  get slotCount(): number {
    return this.#slotCount
  }

  /** Gives the owner one slot more. */
  take(owner: number): number {
    const slot = this.#free.pop() ?? this.#slotCount++
    if (slot >= this.#owners.length) {
      this.#owners = grown(this.#owners, slot)
      this.#before = grown(this.#before, slot)
    }
    if (owner >= this.#last.length) this.#last = grown(this.#last, owner)
    this.#owners[slot] = owner
    this.#before[slot] = this.#last[owner] as number
    this.#last[owner] = slot
    return slot
  }

  /** Takes all slots of an owner back; returns them in the order in which they were given. */
  release(owner: number): readonly number[] {
    const slots: number[] = []
    for (let slot = this.#last[owner] ?? NONE; slot !== NONE; slot = this.#before[slot] as number) slots.push(slot)
    this.#free.push(...slots)
    if (slots.length > 0) this.#last[owner] = NONE
    return slots.toReversed()
  }

  keep(image: ImageWriter): void {
    image.put('documents.owners', this.#owners.subarray(0, this.#slotCount))
    image.put('documents.before', this.#before.subarray(0, this.#slotCount))
    image.put('documents.last', this.#last)
    image.put('documents.free', Uint32Array.from(this.#free))
  }

  restore(image: ImageReader): void {
    this.#owners = image.take('documents.owners', 'Uint32Array')
    this.#before = image.take('documents.before', 'Uint32Array')
    this.#last = image.take('documents.last', 'Uint32Array')
    for (const slot of image.take('documents.free', 'Uint32Array')) this.#free.push(slot)
    this.#slotCount = this.#owners.length
  }

  ownerOf(slot: number): number {
    return this.#owners[slot] as number
  }
}

function grown(old: Uint32Array, needed: number): Uint32Array {
  const larger = new Uint32Array(Math.max(needed + 1, Math.ceil(old.length * 1.5))).fill(NONE)
  larger.set(old)
  return larger
}
