// Runs of bytes by slot, in a few large chunks: what is stored of a hundred thousand entries is a hundred objects.

const CHUNK_BYTES = 1 << 20
/** Below this, or a quarter of all, the bytes of what is gone are not worth a copy of the rest. */
const WASTE_MIN = 4 * CHUNK_BYTES
const INITIAL_CAPACITY = 1_024

/** Where something stands: read from `start` on. */
export interface ByteRange {
  readonly bytes: Uint8Array
  readonly start: number
}

export class SlotBytes {
  /** Chunks are only ever appended to, and replaced when compacted: whoever reads one reads the truth of its time. */
  #chunks: Uint8Array[] = []
  #used = 0
  #chunkOfSlot = new Uint32Array(INITIAL_CAPACITY)
  #startOfSlot = new Uint32Array(INITIAL_CAPACITY)
  #lengthOfSlot = new Uint32Array(INITIAL_CAPACITY)
  #waste = 0
  #total = 0

  /** Bytes held, those of what is gone included. */
  get byteLength(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  }

  /** Stores what `write` writes, in place of what the slot had. `write` gets room for `most` bytes and returns its end. */
  put(slot: number, most: number, write: (bytes: Uint8Array, start: number) => number): void {
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
  at(slot: number): ByteRange | undefined {
    if ((this.#lengthOfSlot[slot] ?? 0) === 0) return undefined
    return {
      bytes: this.#chunks[this.#chunkOfSlot[slot] as number] as Uint8Array,
      start: this.#startOfSlot[slot] as number,
    }
  }

  #chunkFor(bytes: number): Uint8Array {
    const last = this.#chunks.at(-1)
    if (last !== undefined && this.#used + bytes <= last.length) return last
    const chunk = new Uint8Array(Math.max(CHUNK_BYTES, bytes))
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
      const from = old[this.#chunkOfSlot[slot] as number] as Uint8Array
      this.#chunkFor(length).set(from.subarray(start, start + length), this.#used)
      this.#place(slot, length)
    }
  }
}

function grown(old: Uint32Array<ArrayBuffer>, capacity: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(capacity)
  larger.set(old)
  return larger
}

/** LEB128, seven bits a byte: any whole number that a double holds exactly. Returns the place after it. */
export function writeNumber(bytes: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  while (rest > 0x7f) {
    bytes[at++] = (rest % 0x80) + 0x80
    rest = Math.floor(rest / 0x80)
  }
  bytes[at++] = rest
  return at
}

/** Reads one number after the other. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number

  constructor({ bytes, start }: ByteRange) {
    this.bytes = bytes
    this.at = start
  }

  next(): number {
    const { bytes } = this
    let byte = bytes[this.at++] as number
    let value = byte & 0x7f
    for (let scale = 0x80; byte > 0x7f; scale *= 0x80) {
      byte = bytes[this.at++] as number
      value += (byte & 0x7f) * scale
    }
    return value
  }

  nextInto(into: Uint32Array, count: number): void {
    for (let i = 0; i < count; i += 1) into[i] = this.next()
  }

  /** Passes over so many numbers. */
  skip(count: number): void {
    const { bytes } = this
    let at = this.at
    for (let left = count; left > 0; at += 1) if ((bytes[at] as number) < 0x80) left -= 1
    this.at = at
  }
}
