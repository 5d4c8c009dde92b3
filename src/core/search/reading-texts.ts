// Readings as bytes by entry: hiragana and ASCII take one byte a letter, everything else three.
import { ByteReader, SlotBytes, writeNumber } from './slot-bytes.ts'

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

const ASCII_END = 0x80
/** ぁ … ゖ */
const HIRAGANA_FIRST = 0x3041
const HIRAGANA_LAST = 0x3096
/** Before a UTF-16 unit in two bytes; above every byte of a letter. */
const WIDE = 0xff
const UNIT_BYTES_MAX = 3
const HEAD_BYTES_MAX = 16

export class ReadingTexts {
  readonly #bytes = new SlotBytes()

  put(slot: number, { asks, answer }: EntryReadings): void {
    const texts = [...asks, answer]
    const most = texts.reduce((sum, text) => sum + HEAD_BYTES_MAX + UNIT_BYTES_MAX * text.length, HEAD_BYTES_MAX)
    this.#bytes.put(slot, most, (bytes, start) => {
      let at = writeNumber(bytes, start, asks.length)
      for (const text of texts) at = writeText(bytes, at, text)
      return at
    })
  }

  remove(slot: number): void {
    this.#bytes.remove(slot)
  }

  /** Undefined for a slot that has nothing; an empty answer is a reading of length 0. */
  at(slot: number): { readonly asks: readonly StoredReading[]; readonly answer: StoredReading } | undefined {
    const range = this.#bytes.at(slot)
    if (range === undefined) return undefined
    const reader = new ByteReader(range)
    const asks: StoredReading[] = []
    for (let left = reader.next(); left > 0; left -= 1) asks.push(readText(reader))
    return { asks, answer: readText(reader) }
  }
}

/** Calls back with the UTF-16 units of each gram of three, from the first to the last. */
export function eachGram(reading: StoredReading, visit: (a: number, b: number, c: number) => void): void {
  const { bytes, end } = reading
  let [a, b, units] = [0, 0, 0]
  for (let at = reading.start; at < end; ) {
    const byte = bytes[at++] as number
    let unit = byte
    if (byte === WIDE) {
      unit = ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
      at += 2
    } else if (byte >= ASCII_END) unit = byte - ASCII_END + HIRAGANA_FIRST
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
  let at = writeNumber(bytes, from, text.length)
  at = writeNumber(bytes, at, byteLengthOf(text))
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit < ASCII_END) bytes[at++] = unit
    else if (isHiragana(unit)) bytes[at++] = unit - HIRAGANA_FIRST + ASCII_END
    else {
      bytes[at++] = WIDE
      bytes[at++] = unit >>> 8
      bytes[at++] = unit & 0xff
    }
  }
  return at
}

function byteLengthOf(text: string): number {
  let length = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    length += unit < ASCII_END || isHiragana(unit) ? 1 : UNIT_BYTES_MAX
  }
  return length
}

function isHiragana(unit: number): boolean {
  return unit >= HIRAGANA_FIRST && unit <= HIRAGANA_LAST
}

function readText(reader: ByteReader): StoredReading {
  const length = reader.next()
  const byteLength = reader.next()
  const start = reader.at
  reader.at += byteLength
  return { bytes: reader.bytes, start, end: reader.at, length }
}
