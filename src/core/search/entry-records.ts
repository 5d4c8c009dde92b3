// Every entry's units and terms as one run of bytes: a tenth of what the same takes as arrays of strings. Common words
// were learnt first, so most ids take one byte or two.
import { UNIT_KINDS, type UnitKind } from '../text-unit.ts'
import { ByteReader, SlotBytes, writeNumber } from './slot-bytes.ts'

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

/** Longest head of a unit: five numbers of at most eight bytes. */
const HEAD_BYTES_MAX = 40
const TERM_BYTES_MAX = 5

export class EntryRecords {
  readonly #bytes = new SlotBytes()
  #terms = new Uint32Array(1_024)

  /** Bytes held, those of records that are gone included. */
  get byteLength(): number {
    return this.#bytes.byteLength
  }

  /** Stores the units of a slot, in place of what it had. */
  put(slot: number, units: readonly RecordedUnit[]): void {
    const most = units.reduce((sum, unit) => sum + HEAD_BYTES_MAX + TERM_BYTES_MAX * unit.terms.length, HEAD_BYTES_MAX)
    this.#bytes.put(slot, most, (bytes, start) => {
      let at = writeNumber(bytes, start, units.length)
      for (const unit of units) at = writeUnit(bytes, at, unit)
      return at
    })
  }

  /** Forgets the units of a slot; a slot without any is no matter. */
  remove(slot: number): void {
    this.#bytes.remove(slot)
  }

  /** The units of a slot, in the order they were put. */
  unitsOf(slot: number): readonly UnitView[] {
    const range = this.#bytes.at(slot)
    if (range === undefined) return []
    const reader = new ByteReader(range)
    return Array.from({ length: reader.next() }, () => readUnit(reader))
  }

  /** Walks the heads of a slot's units, leaving their terms as they are. */
  eachUnit(slot: number, visit: (id: number, kind: UnitKind) => void): void {
    const range = this.#bytes.at(slot)
    if (range === undefined) return
    const reader = new ByteReader(range)
    for (let left = reader.next(); left > 0; left -= 1) {
      const { id, kind, termCount } = readHead(reader)
      reader.skip(termCount)
      visit(id, UNIT_KINDS[kind] as UnitKind)
    }
  }

  /**
   * Walks the units of a slot without making an object of any. `visit` gets the kind's position in `UNIT_KINDS` and the
   * terms in the first `count` places of an array that the next unit overwrites.
   */
  walk(slot: number, visit: (kind: number, terms: Uint32Array, count: number) => void): void {
    const range = this.#bytes.at(slot)
    if (range === undefined) return
    const reader = new ByteReader(range)
    for (let left = reader.next(); left > 0; left -= 1) {
      const { kind, termCount } = readHead(reader)
      if (termCount > this.#terms.length) this.#terms = new Uint32Array(termCount * 2)
      reader.nextInto(this.#terms, termCount)
      visit(kind, this.#terms, termCount)
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

function readHead(reader: ByteReader) {
  return { id: reader.next(), kind: reader.next(), position: reader.next(), termCount: reader.next() }
}

function readUnit(reader: ByteReader): UnitView {
  const { id, kind, position, termCount } = readHead(reader)
  const terms = { bytes: reader.bytes, start: reader.at }
  reader.skip(termCount)
  const readTerms = (into: Uint32Array) => new ByteReader(terms).nextInto(into, termCount)
  return { id, kind: UNIT_KINDS[kind] as UnitKind, position, termCount, readTerms }
}
