// Postal codes and street addresses. A municipality alone says where an office is and stays; a street number says where
// somebody lives.

import { type Span, spansOf } from './span.ts'
import {
  ADDRESS_CUE,
  BUILDING,
  HIRAGANA,
  NOT_A_PLACE,
  PLACE_AFTER,
  PLACE_BEFORE,
  PLACE_LETTER,
  POSTAL_CUES,
  PREFECTURE,
  STREET_NUMBER,
  STREET_NUMBER_BEHIND_PLACE,
  WHOLE_PLACE,
} from './written-forms.ts'

/** The longest names of prefecture, county, town and district together, with room. */
const PLACE_REACH = 40
const BUILDING_REACH = 50

const POSTAL_NAMED = new RegExp(`(?:${POSTAL_CUES})[^\\d\\n]{0,5}\\d{3}[- ]?\\d{4}(?!\\d)`, 'gu')
const POSTAL_BARE = /(?<![-\d])\d{3}-\d{4}(?![-\d])/gu

/** With 〒 or a word that says so, or where an address follows. */
export function findPostalCodes(text: string): readonly Span[] {
  const bare = spansOf(POSTAL_BARE, text).filter(({ end }) => PLACE_AFTER.test(text.slice(end, end + PLACE_REACH)))
  return [...spansOf(POSTAL_NAMED, text), ...bare]
}

export function findAddresses(text: string): readonly Span[] {
  const behindPlace = spansOf(STREET_NUMBER_BEHIND_PLACE, text).filter(({ start }) => {
    const before = text.slice(Math.max(0, start - PLACE_REACH), start)
    return (PLACE_BEFORE.test(before) && !NOT_A_PLACE.test(before.trimEnd())) || isNamedAddress(before)
  })
  return [...spansOf(STREET_NUMBER, text), ...behindPlace].map(({ start, end }) => ({
    start: placeStart(text, start),
    end: end + buildingLength(text.slice(end, end + BUILDING_REACH)),
  }))
}

/** 「住所は本町1-2-3」: a word says what it is, and a name stands before the number. */
function isNamedAddress(before: string): boolean {
  return ADDRESS_CUE.test(before) && PLACE_LETTER.test(before.at(-1) ?? '') && !NOT_A_PLACE.test(before)
}

/** Where the name of the place begins that ends at `end`: at its prefecture or municipality, else with its first letter. */
function placeStart(text: string, end: number): number {
  const limit = Math.max(0, end - PLACE_REACH)
  let start = end
  while (start > limit && isPlaceLetter(text, start - 1)) start -= 1
  let widest = start
  while (widest > limit && (isPlaceLetter(text, widest - 1) || HIRAGANA.test(text[widest - 1] ?? ''))) widest -= 1
  const whole = WHOLE_PLACE.exec(text.slice(widest, end))
  if (whole !== null) return Math.min(start, widest + whole.index)
  const prefecture = PREFECTURE.exec(text.slice(start, end))
  return prefecture === null ? start : start + prefecture.index
}

/** Blanks part what belongs together: 「汐見県 汐見市」. */
function isPlaceLetter(text: string, i: number): boolean {
  const letter = text[i] ?? ''
  return PLACE_LETTER.test(letter) || (letter === ' ' && PLACE_LETTER.test(text[i - 1] ?? ''))
}

function buildingLength(after: string): number {
  return BUILDING.exec(after)?.[0].length ?? 0
}
