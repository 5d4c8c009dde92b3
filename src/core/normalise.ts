// Brings text to the one form in which it is compared, tokenised and embedded.

/** Zero-width and directional marks, soft hyphen, variation selectors, tag characters: invisible, so never meaning. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu
const DASHES = /[\u2010-\u2015\u2212\uff0d]/gu
const WAVE_DASH = /[\u301c\uff5e\u223c]/gu

/** Folding can give rise to what it folds (NFKC makes dashes, lowering makes compositions): again until nothing changes. */
const FOLDS_MAX = 4

/** Well-formed, NFKC, lower case, no invisible characters, one kind of dash and tilde, single spaces. Idempotent. */
export function normalise(text: string): string {
  let folded = fold(text.toWellFormed())
  for (let i = 1; i < FOLDS_MAX; i += 1) {
    const again = fold(folded)
    if (again === folded) break
    folded = again
  }
  return folded
}

function fold(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(DASHES, '-')
    .replace(WAVE_DASH, '~')
    .replace(CONTROL, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** The bare letters and digits of a text: two texts that differ in punctuation, width and case alone share it. */
export function bareForm(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}

/** Length in code points, the unit of every limit that people are told. */
export function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
