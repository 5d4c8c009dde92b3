// Brings text to the one form in which it is compared, tokenised and embedded.

/** Zero-width and directional marks, soft hyphen, variation selectors, tag characters: invisible, so never meaning. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu
const DASHES = /[\u2010-\u2015\u2212\uff0d]/gu
const WAVE_DASH = /[\u301c\uff5e\u223c]/gu

/** Well-formed, NFKC, lower case, no invisible characters, one kind of dash and tilde, single spaces. */
export function normalise(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .replace(WAVE_DASH, '~')
    .normalize('NFKC')
    .toLowerCase()
    .replace(CONTROL, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Length in code points, the unit of every limit that people are told. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
