// Runs of numbers by slot, in a few large chunks: what is stored of a hundred thousand entries is a hundred objects.
import type { ImageReader, ImageWriter } from './index-image.ts'

const CHUNK_LENGTH = 1 << 19
/** Below this, or a quarter of all, the room of what is gone is not worth a copy of the rest. */
const WASTE_MIN = 4 * CHUNK_LENGTH
const INITIAL_CAPACITY = 1_024

/** Numbers of a fixed width. */
export type Run = Uint8Array | Uint16Array

/** Where something stands: read from `start` on. */
export interface RunRange<R extends Run> {
  readonly run: R
  readonly start: number
}

export class SlotRuns<R extends Run> {
  readonly #make: (length: number) => R
  /** Chunks are only ever appended to, and replaced when compacted: whoever reads one reads the truth of its time. */
  #chunks: R[] = []
  #used = 0
  #chunkOfSlot: Uint32Array = new Uint32Array(INITIAL_CAPACITY)
  #startOfSlot: Uint32Array = new Uint32Array(INITIAL_CAPACITY)
  #lengthOfSlot: Uint32Array = new Uint32Array(INITIAL_CAPACITY)
  #waste = 0
  #total = 0

  /** `make` gives an array of so many zeros. */
  constructor(make: (length: number) => R) {
    this.#make = make
  }

  /** Bytes held, those of what is gone included. */
  get byteLength(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0)
  }

  /** Stores what `write` writes, in place of what the slot had. `write` gets room for `most` numbers and returns its end. */
  put(slot: number, most: number, write: (run: R, start: number) => number): void {
    this.remove(slot)
    this.#reserveSlot(slot)
    const chunk = this.#chunkFor(most)
    const end = write(chunk, this.#used)
    this.#place(slot, end - this.#used)
  }

  /** Forgets what a slot had; a slot without anything is no matter. */
  remove(slot: number): void {
    const length = this.#lengthOfSlot[slot] ?? 0
    if (length === 0) return
    this.#lengthOfSlot[slot] = 0
    this.#waste += length
    this.#total -= length
    if (this.#waste > WASTE_MIN && this.#waste * 4 > this.#total) this.#compact()
  }

  /** Undefined for a slot that has nothing. */
  at(slot: number): RunRange<R> | undefined {
    if ((this.#lengthOfSlot[slot] ?? 0) === 0) return undefined
    return { run: this.#chunks[this.#chunkOfSlot[slot] as number] as R, start: this.#startOfSlot[slot] as number }
  }

  keep(image: ImageWriter, name: string): void {
    image.put(
      `${name}.chunks`,
      Uint32Array.from(this.#chunks, ({ length }) => length),
    )
    image.put(`${name}.totals`, Float64Array.of(this.#used, this.#waste, this.#total))
    image.put(`${name}.chunkOfSlot`, this.#chunkOfSlot)
    image.put(`${name}.startOfSlot`, this.#startOfSlot)
    image.put(`${name}.lengthOfSlot`, this.#lengthOfSlot)
    image.put(`${name}.runs`, this.#make(0), ...this.#chunks)
  }

  /** `runs` is the array that was kept under this name. */
  restore(image: ImageReader, name: string, runs: R): void {
    const [used = 0, waste = 0, total = 0] = image.take(`${name}.totals`, 'Float64Array')
    this.#used = used
    this.#waste = waste
    this.#total = total
    this.#chunkOfSlot = image.take(`${name}.chunkOfSlot`, 'Uint32Array')
    this.#startOfSlot = image.take(`${name}.startOfSlot`, 'Uint32Array')
    this.#lengthOfSlot = image.take(`${name}.lengthOfSlot`, 'Uint32Array')
    let from = 0
    for (const length of image.take(`${name}.chunks`, 'Uint32Array')) {
      this.#chunks.push(runs.subarray(from, from + length) as R)
      from += length
    }
  }

  #chunkFor(length: number): R {
    const last = this.#chunks.at(-1)
    if (last !== undefined && this.#used + length <= last.length) return last
    const chunk = this.#make(Math.max(CHUNK_LENGTH, length))
    this.#chunks.push(chunk)
    this.#used = 0
    return chunk
  }

  #place(slot: number, length: number): void {
    this.#chunkOfSlot[slot] = this.#chunks.length - 1
    this.#startOfSlot[slot] = this.#used
    this.#lengthOfSlot[slot] = length
    this.#total += length
    this.#used += length
  }

  #reserveSlot(slot: number): void {
    if (slot < this.#lengthOfSlot.length) return
    const capacity = Math.max(slot + 1, Math.ceil(this.#lengthOfSlot.length * 1.5))
    this.#chunkOfSlot = grown(this.#chunkOfSlot, capacity)
    this.#startOfSlot = grown(this.#startOfSlot, capacity)
    this.#lengthOfSlot = grown(this.#lengthOfSlot, capacity)
  }

  /** Copies what is in force into new chunks. */
  #compact(): void {
    const old = this.#chunks
    this.#chunks = []
    this.#used = 0
    this.#waste = 0
    this.#total = 0
    for (let slot = 0; slot < this.#lengthOfSlot.length; slot += 1) {
      const length = this.#lengthOfSlot[slot] as number
      if (length === 0) continue
      const start = this.#startOfSlot[slot] as number
      const from = old[this.#chunkOfSlot[slot] as number] as R
      this.#chunkFor(length).set(from.subarray(start, start + length), this.#used)
      this.#place(slot, length)
    }
  }
}

function grown(old: Uint32Array, capacity: number): Uint32Array {
  const larger = new Uint32Array(capacity)
  larger.set(old)
  return larger
}
