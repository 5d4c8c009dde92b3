// The form in which personal data is looked for: one width, one dash, nothing invisible, and still one place for each
// letter, so that what is found can be cut out of the text that was written.

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const WIDE = /[\uff01-\uff5e]/gu
const WIDE_TO_ASCII = 0xfee0
/** Dashes as people type them, the long vowel mark between digits among them. */
const DASHES = /[\u2010-\u2015\u2212\u30fc\uff70\u2500](?=[ \d])/gu
const BLANKS = /[\u3000\u00a0\t]/gu

/** Without invisible letters: they hide digits from a search, never from a reader. */
export function withoutInvisible(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '')
}

/** As long as the text, letter for letter. */
export function foldText(text: string): string {
  return text
    .replace(WIDE, letter => String.fromCharCode(letter.charCodeAt(0) - WIDE_TO_ASCII))
    .replace(BLANKS, ' ')
    .replace(DASHES, '-')
}
