// Every entry's units and terms as one run of 16-bit words: a tenth of what the same takes as arrays of strings.
import { UNIT_KINDS, type UnitKind } from '../text-unit.ts'
import type { ImageReader, ImageWriter } from './index-image.ts'
import { SlotRuns } from './slot-runs.ts'

export interface RecordedUnit {
  readonly id: number
  readonly kind: UnitKind
  readonly position: number
  /** Ids of its terms in order, repeats included. */
  readonly terms: ArrayLike<number>
}

/** A unit's place in a record: its head decoded, its terms still words. Stays readable after the record is gone. */
export interface UnitView {
  readonly id: number
  readonly kind: UnitKind
  readonly position: number
  readonly readTerms: () => readonly number[]
}

/** Of a unit: id in three words, kind, position in two, and in two how many words its terms take. */
const HEAD_WORDS = 8
const [ID, KIND, POSITION, LENGTH] = [0, 3, 4, 6]
/** Of a record: the number of its units. */
const COUNT_WORDS = 2
/** Before a term's id in two words. Nearly all ids take one: common words were learnt first. */
export const WIDE_TERM = 0xffff
const TERM_WORDS_MAX = 3

export class EntryRecords {
  readonly #runs = new SlotRuns<Uint16Array>(length => new Uint16Array(length))

  /** Bytes held, those of records that are gone included. */
  get byteLength(): number {
    return this.#runs.byteLength
  }

  /** Stores the units of a slot, in place of what it had. */
  put(slot: number, units: readonly RecordedUnit[]): void {
    const most = units.reduce((sum, unit) => sum + HEAD_WORDS + TERM_WORDS_MAX * unit.terms.length, COUNT_WORDS)
    this.#runs.put(slot, most, (words, start) => {
      writeDouble(words, start, units.length)
      return units.reduce((at, unit) => writeUnit(words, at, unit), start + COUNT_WORDS)
    })
  }

  /** Forgets the units of a slot; a slot without any is no matter. */
  remove(slot: number): void {
    this.#runs.remove(slot)
  }

  keep(image: ImageWriter): void {
    this.#runs.keep(image, 'records')
  }

  restore(image: ImageReader): void {
    this.#runs.restore(image, 'records', image.take('records.runs', 'Uint16Array'))
  }

  /** The units of a slot, in the order they were put. */
  unitsOf(slot: number): readonly UnitView[] {
    const units: UnitView[] = []
    this.walk(slot, (kind, words, from, end) => {
      const head = from - HEAD_WORDS
      const position = readDouble(words, head + POSITION)
      const readTerms = () => readTermsFrom(words, from, end)
      units.push({ id: readId(words, head), kind: UNIT_KINDS[kind] as UnitKind, position, readTerms })
    })
    return units
  }

  /** Walks the heads of a slot's units. */
  eachUnit(slot: number, visit: (id: number, kind: UnitKind) => void): void {
    this.walk(slot, (kind, words, from) => visit(readId(words, from - HEAD_WORDS), UNIT_KINDS[kind] as UnitKind))
  }

  /** Walks the terms of a slot's units, repeats included. */
  eachTerm(slot: number, visit: (term: number, kind: UnitKind) => void): void {
    this.walk(slot, (kind, words, from, end) => {
      const unitKind = UNIT_KINDS[kind] as UnitKind
      for (let at = from; at < end; at += 1) {
        const word = words[at] as number
        if (word !== WIDE_TERM) visit(word, unitKind)
        else {
          visit(readDouble(words, at + 1), unitKind)
          at += 2
        }
      }
    })
  }

  /** True where a slot has a unit of this kind. */
  has(slot: number, wanted: UnitKind): boolean {
    let found = false
    this.eachUnit(slot, (_id, kind) => {
      found ||= kind === wanted
    })
    return found
  }

  /**
   * Walks the units of a slot without making an object of any. `visit` gets the kind's position in `UNIT_KINDS`, and where
   * the words of the terms begin and end: an id each, or `WIDE_TERM` and the id's upper and lower half.
   */
  walk(slot: number, visit: (kind: number, words: Uint16Array, from: number, end: number) => void): void {
    const range = this.#runs.at(slot)
    if (range === undefined) return
    const { run, start } = range
    let at = start + COUNT_WORDS
    for (let left = readDouble(run, start); left > 0; left -= 1) {
      const from = at + HEAD_WORDS
      const end = from + readDouble(run, at + LENGTH)
      visit(run[at + KIND] as number, run, from, end)
      at = end
    }
  }
}

function writeUnit(words: Uint16Array, head: number, { id, kind, position, terms }: RecordedUnit): number {
  words[head + ID] = Math.floor(id / 0x1_0000_0000)
  writeDouble(words, head + ID + 1, id % 0x1_0000_0000)
  words[head + KIND] = UNIT_KINDS.indexOf(kind)
  writeDouble(words, head + POSITION, position)
  const from = head + HEAD_WORDS
  let at = from
  for (let i = 0; i < terms.length; i += 1) {
    const term = terms[i] as number
    if (term >= WIDE_TERM) {
      words[at++] = WIDE_TERM
      words[at++] = term >>> 16
    }
    words[at++] = term & 0xffff
  }
  writeDouble(words, head + LENGTH, at - from)
  return at
}

function readTermsFrom(words: Uint16Array, from: number, end: number): readonly number[] {
  const terms: number[] = []
  for (let at = from; at < end; at += 1) {
    const word = words[at] as number
    if (word !== WIDE_TERM) terms.push(word)
    else {
      terms.push(readDouble(words, at + 1))
      at += 2
    }
  }
  return terms
}

function readId(words: Uint16Array, head: number): number {
  return (words[head + ID] as number) * 0x1_0000_0000 + readDouble(words, head + ID + 1)
}

/** Upper half first. */
function writeDouble(words: Uint16Array, at: number, value: number): void {
  words[at] = value >>> 16
  words[at + 1] = value & 0xffff
}

function readDouble(words: Uint16Array, at: number): number {
  return (words[at] as number) * 0x1_0000 + (words[at + 1] as number)
}
