// Readings as bytes by entry: hiragana and ASCII take one byte a letter, everything else three.
import type { ImageReader, ImageWriter } from './index-image.ts'
import { SlotRuns } from './slot-runs.ts'

/** The sounds of one entry. */
export interface EntryReadings {
  /** Of its question and phrasings. */
  readonly asks: readonly string[]
  /** Of its whole answer. */
  readonly answer: string
}

/** A reading as it is stored. */
export interface StoredReading {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  /** In UTF-16 units. */
  readonly length: number
}

/** Gets where the bytes of a reading begin and end, and its length in UTF-16 units. */
type VisitReading = (bytes: Uint8Array, start: number, end: number, length: number) => void

const ASCII_END = 0x80
/** ぁ … ゖ */
const HIRAGANA_FIRST = 0x3041
const HIRAGANA_LAST = 0x3096
/** Before a UTF-16 unit in two bytes; above every byte of a letter. */
export const WIDE_MARK = 0xff
/** Added to a unit that takes two bytes behind the mark: no letter of one byte is as high. */
export const WIDE_LETTER = 0x1_0000
const UNIT_BYTES_MAX = 3
/** Of a count: sixteen million letters. */
const COUNT_BYTES = 3

export class ReadingTexts {
  readonly #bytes = new SlotRuns<Uint8Array>(length => new Uint8Array(length))

  put(slot: number, { asks, answer }: EntryReadings): void {
    const texts = [...asks, answer]
    const most = texts.reduce((sum, text) => sum + 2 * COUNT_BYTES + UNIT_BYTES_MAX * text.length, COUNT_BYTES)
    this.#bytes.put(slot, most, (bytes, start) => {
      let at = writeCount(bytes, start, asks.length)
      for (const text of texts) at = writeText(bytes, at, text)
      return at
    })
  }

  remove(slot: number): void {
    this.#bytes.remove(slot)
  }

  keep(image: ImageWriter): void {
    this.#bytes.keep(image, 'readings')
  }

  restore(image: ImageReader): void {
    this.#bytes.restore(image, 'readings', image.take('readings.runs', 'Uint8Array'))
  }

  /** Walks the asks of a slot, or its answer alone, without making an object of any. */
  walk(slot: number, of: 'asks' | 'answer', visit: VisitReading): void {
    const range = this.#bytes.at(slot)
    if (range === undefined) return
    const { run, start } = range
    let at = start + COUNT_BYTES
    for (let left = readCount(run, start); left >= 0; left -= 1) {
      const from = at + 2 * COUNT_BYTES
      const end = from + readCount(run, at + COUNT_BYTES)
      if ((left === 0) === (of === 'answer')) visit(run, from, end, readCount(run, at))
      at = end
    }
  }

  /** Undefined for a slot that has nothing; an empty answer is a reading of length 0. */
  at(slot: number): { readonly asks: readonly StoredReading[]; readonly answer: StoredReading } | undefined {
    const range = this.#bytes.at(slot)
    if (range === undefined) return undefined
    const { run, start } = range
    const asks: StoredReading[] = []
    let at = start + COUNT_BYTES
    for (let left = readCount(run, start); left > 0; left -= 1) {
      const ask = readText(run, at)
      asks.push(ask)
      at = ask.end
    }
    return { asks, answer: readText(run, at) }
  }
}

/** A UTF-16 unit as it is stored: the byte that it takes, or `WIDE_LETTER` and the unit. */
export function letterOf(unit: number): number {
  if (unit < ASCII_END) return unit
  return isHiragana(unit) ? unit - HIRAGANA_FIRST + ASCII_END : WIDE_LETTER + unit
}

/** The UTF-16 unit that is stored from a place on; one that takes three bytes there comes with a bit above its own. */
function unitAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number
  if (byte < ASCII_END) return byte
  if (byte !== WIDE_MARK) return byte - ASCII_END + HIRAGANA_FIRST
  return 0x1_0000 | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)
}

/** Calls back with the UTF-16 units of each gram of three, from the first to the last. */
export function eachGram(reading: StoredReading, visit: (a: number, b: number, c: number) => void): void {
  const { bytes, end } = reading
  let [a, b, units] = [0, 0, 0]
  for (let at = reading.start; at < end; ) {
    const letter = unitAt(bytes, at)
    at += letter > 0xffff ? UNIT_BYTES_MAX : 1
    const unit = letter & 0xffff
    units += 1
    if (units >= 3) visit(a, b, unit)
    a = b
    b = unit
  }
}

/** The reading as it was put; '' for one too short for a gram. */
export function textOfReading(reading: StoredReading): string {
  let text = ''
  eachGram(reading, (a, b, c) => {
    text += text === '' ? String.fromCharCode(a, b, c) : String.fromCharCode(c)
  })
  return text
}

function writeText(bytes: Uint8Array, from: number, text: string): number {
  let at = writeCount(bytes, from, text.length)
  at = writeCount(bytes, at, byteLengthOf(text))
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    const letter = letterOf(unit)
    if (letter < WIDE_LETTER) bytes[at++] = letter
    else {
      bytes[at++] = WIDE_MARK
      bytes[at++] = unit >>> 8
      bytes[at++] = unit & 0xff
    }
  }
  return at
}

function byteLengthOf(text: string): number {
  let length = 0
  for (let i = 0; i < text.length; i += 1) {
    length += letterOf(text.charCodeAt(i)) < WIDE_LETTER ? 1 : UNIT_BYTES_MAX
  }
  return length
}

function isHiragana(unit: number): boolean {
  return unit >= HIRAGANA_FIRST && unit <= HIRAGANA_LAST
}

/** Its length in units, then in bytes, then its letters. */
function readText(bytes: Uint8Array, at: number): StoredReading {
  const start = at + 2 * COUNT_BYTES
  return { bytes, start, end: start + readCount(bytes, at + COUNT_BYTES), length: readCount(bytes, at) }
}

function writeCount(bytes: Uint8Array, at: number, count: number): number {
  for (let i = 0; i < COUNT_BYTES; i += 1) bytes[at + i] = count >>> (8 * i)
  return at + COUNT_BYTES
}

function readCount(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16)
}
