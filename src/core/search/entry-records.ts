// Every entry's units and terms as one run of bytes: a tenth of what the same takes as arrays of strings.
// Numbers are LEB128 (seven bits a byte): common words were learnt first, so most ids take one byte or two.
import { UNIT_KINDS, type UnitKind } from '../text-unit.ts'

export interface RecordedUnit {
  readonly id: number
  readonly kind: UnitKind
  readonly position: number
  /** Ids of its terms in order, repeats included. */
  readonly terms: ArrayLike<number>
}

/** A unit's place in a record: its head decoded, its terms still bytes. Stays readable after the record is gone. */
export interface UnitView {
  readonly id: number
  readonly kind: UnitKind
  readonly position: number
  readonly termCount: number
  /** Decodes the terms into the first `termCount` places of `into`. */
  readonly readTerms: (into: Uint32Array) => void
}

const CHUNK_BYTES = 1 << 20
/** Longest head of a unit: five numbers of at most eight bytes. */
const HEAD_BYTES_MAX = 40
const TERM_BYTES_MAX = 5
/** Below this, or a quarter of all, the bytes of records that are gone are not worth a copy of the rest. */
const WASTE_MIN = 4 * CHUNK_BYTES

export class EntryRecords {
  /** Chunks are only ever appended to, and replaced when compacted: whoever reads one reads the truth of its time. */
  #chunks: Uint8Array[] = []
  #used = 0
  #chunkOfSlot = new Uint32Array(1_024)
  #startOfSlot = new Uint32Array(1_024)
  #lengthOfSlot = new Uint32Array(1_024)
  #waste = 0
  #total = 0

  /** Bytes held, those of records that are gone included. */
  get byteLength(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0)
  }

  /** Stores the units of a slot, in place of what it had. */
  put(slot: number, units: readonly RecordedUnit[]): void {
    this.remove(slot)
    this.#reserveSlot(slot)
    const most = units.reduce((sum, unit) => sum + HEAD_BYTES_MAX + TERM_BYTES_MAX * unit.terms.length, HEAD_BYTES_MAX)
    const chunk = this.#chunkFor(most)
    let at = writeNumber(chunk, this.#used, units.length)
    for (const unit of units) at = writeUnit(chunk, at, unit)
    this.#place(slot, this.#chunks.length - 1, this.#used, at - this.#used)
    this.#used = at
  }

  /** Forgets the units of a slot; a slot without any is no matter. */
  remove(slot: number): void {
    const length = this.#lengthOfSlot[slot] ?? 0
    if (length === 0) return
    this.#lengthOfSlot[slot] = 0
    this.#waste += length
    this.#total -= length
    if (this.#waste > WASTE_MIN && this.#waste * 4 > this.#total) this.#compact()
  }

  /** The units of a slot, in the order they were put. */
  unitsOf(slot: number): readonly UnitView[] {
    const chunk = this.#chunkAt(slot)
    if (chunk === undefined) return []
    const reader = new ByteReader(chunk, this.#startOfSlot[slot] as number)
    return Array.from({ length: reader.next() }, () => readUnit(reader))
  }

  /** Walks the heads of a slot's units, leaving their terms as they are. */
  eachUnit(slot: number, visit: (id: number, kind: UnitKind) => void): void {
    const chunk = this.#chunkAt(slot)
    if (chunk === undefined) return
    const reader = new ByteReader(chunk, this.#startOfSlot[slot] as number)
    for (let left = reader.next(); left > 0; left -= 1) {
      const { id, kind, termCount } = reader.nextHead()
      reader.skip(termCount)
      visit(id, UNIT_KINDS[kind] as UnitKind)
    }
  }

  /**
   * Walks the units of a slot without making an object of any. `visit` gets the kind's position in `UNIT_KINDS` and the
   * terms in the first `count` places of an array that the next unit overwrites.
   */
  walk(slot: number, visit: (kind: number, terms: Uint32Array, count: number) => void): void {
    const chunk = this.#chunkAt(slot)
    if (chunk === undefined) return
    const reader = new ByteReader(chunk, this.#startOfSlot[slot] as number)
    for (let left = reader.next(); left > 0; left -= 1) {
      const { kind, termCount } = reader.nextHead()
      if (termCount > this.#terms.length) this.#terms = new Uint32Array(termCount * 2)
      reader.nextInto(this.#terms, termCount)
      visit(kind, this.#terms, termCount)
    }
  }

  #terms = new Uint32Array(1_024)

  #chunkAt(slot: number): Uint8Array | undefined {
    return (this.#lengthOfSlot[slot] ?? 0) === 0 ? undefined : this.#chunks[this.#chunkOfSlot[slot] as number]
  }

  #chunkFor(bytes: number): Uint8Array {
    const last = this.#chunks.at(-1)
    if (last !== undefined && this.#used + bytes <= last.length) return last
    const chunk = new Uint8Array(Math.max(CHUNK_BYTES, bytes))
    this.#chunks.push(chunk)
    this.#used = 0
    return chunk
  }

  #place(slot: number, chunk: number, start: number, length: number): void {
    this.#chunkOfSlot[slot] = chunk
    this.#startOfSlot[slot] = start
    this.#lengthOfSlot[slot] = length
    this.#total += length
  }

  #reserveSlot(slot: number): void {
    if (slot < this.#lengthOfSlot.length) return
    const capacity = Math.max(slot + 1, Math.ceil(this.#lengthOfSlot.length * 1.5))
    const grown = (old: Uint32Array) => {
      const larger = new Uint32Array(capacity)
      larger.set(old)
      return larger
    }
    this.#chunkOfSlot = grown(this.#chunkOfSlot)
    this.#startOfSlot = grown(this.#startOfSlot)
    this.#lengthOfSlot = grown(this.#lengthOfSlot)
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
      const chunk = this.#chunkFor(length)
      chunk.set((old[this.#chunkOfSlot[slot] as number] as Uint8Array).subarray(start, start + length), this.#used)
      this.#place(slot, this.#chunks.length - 1, this.#used, length)
      this.#used += length
    }
  }
}

function writeUnit(bytes: Uint8Array, from: number, { id, kind, position, terms }: RecordedUnit): number {
  let at = writeNumber(bytes, from, id)
  at = writeNumber(bytes, at, UNIT_KINDS.indexOf(kind))
  at = writeNumber(bytes, at, position)
  at = writeNumber(bytes, at, terms.length)
  for (let i = 0; i < terms.length; i += 1) at = writeNumber(bytes, at, terms[i] as number)
  return at
}

function readUnit(reader: ByteReader): UnitView {
  const { id, kind, position, termCount } = reader.nextHead()
  const { bytes, at } = reader
  reader.skip(termCount)
  const readTerms = (into: Uint32Array) => new ByteReader(bytes, at).nextInto(into, termCount)
  return { id, kind: UNIT_KINDS[kind] as UnitKind, position, termCount, readTerms }
}

/** Any whole number that a double holds exactly. */
function writeNumber(bytes: Uint8Array, from: number, value: number): number {
  let at = from
  let rest = value
  while (rest > 0x7f) {
    bytes[at++] = (rest % 0x80) + 0x80
    rest = Math.floor(rest / 0x80)
  }
  bytes[at++] = rest
  return at
}

class ByteReader {
  readonly bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes
    this.at = at
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

  nextHead() {
    return { id: this.next(), kind: this.next(), position: this.next(), termCount: this.next() }
  }

  nextInto(into: Uint32Array, count: number): void {
    for (let i = 0; i < count; i += 1) into[i] = this.next()
  }

  skip(count: number): void {
    const { bytes } = this
    let at = this.at
    for (let left = count; left > 0; at += 1) if ((bytes[at] as number) < 0x80) left -= 1
    this.at = at
  }
}
