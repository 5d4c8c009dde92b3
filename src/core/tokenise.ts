// From text to what search works on: terms, the normalised base forms of the words that carry meaning, and the reading.
import { normalise } from './normalise.ts'

/** One morpheme as the analyser gives it. `pos` is IPADIC's first part-of-speech column, 'UNK' for unknown words. */
export interface Morpheme {
  readonly surface: string
  readonly base: string
  readonly pos: string
  /** How it is read, in katakana; '' or '*' for words the dictionary does not know. */
  readonly reading: string
}

/** Port: a Japanese morphological analyser. Synchronous and pure; it fits in the middle of a question. */
export interface MorphologicalAnalyser {
  readonly analyse: (text: string) => readonly Morpheme[]
}

/** A text as both lexical fields want it. */
export interface AnalysedText {
  /** Search terms in order, repeats kept. */
  readonly terms: readonly string[]
  /** The whole text as it sounds: hiragana, letters and digits, without blanks, marks and long vowels. */
  readonly reading: string
}

/**
 * Names the way texts are analysed. Stored units of another name are analysed anew: change it with anything here, in
 * `normalise`, or in the dictionary.
 */
export const ANALYSIS_ID = 'ipadic-terms-and-reading-1'

/** Parts of speech that hold a sentence together and say nothing of its subject. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(['助詞', '助動詞', '接続詞', '記号', 'フィラー', 'その他'])
const HAS_LETTER = /[\p{L}\p{N}]/u

/**
 * Terms are IPADIC base forms of the NFKC-normalised, lower-cased text. The built-in word table was trained on exactly
 * these, so a change here needs a new table.
 */
export function analyseText(text: string, analyser: MorphologicalAnalyser): AnalysedText {
  const terms: string[] = []
  let sound = ''
  for (const morpheme of analyser.analyse(normalise(text))) {
    sound += isKnown(morpheme.reading) ? morpheme.reading : morpheme.surface
    const term = termOf(morpheme)
    if (term !== null) terms.push(term)
  }
  return { terms, reading: foldReading(sound) }
}

/** The search term of a morpheme; null for a function word, and for marks without a letter or digit. */
export function termOf({ surface, base, pos }: Morpheme): string | null {
  if (FUNCTION_WORDS.has(pos)) return null
  const term = isKnown(base) ? base : surface
  return HAS_LETTER.test(term) ? term : null
}

/** The search terms alone. */
export function tokenise(text: string, analyser: MorphologicalAnalyser): readonly string[] {
  return analyseText(text, analyser).terms
}

/** How a word sounds, as `analyseText` has it: what is written in kana alone says so itself. */
export function readingOf(word: string, analyser: MorphologicalAnalyser): string {
  return SOUNDS_AS_WRITTEN.test(word) ? foldReading(word) : analyseText(word, analyser).reading
}

/** Kana without marks that repeat the one before (いすゞ). */
const SOUNDS_AS_WRITTEN = /^[ぁ-ゖァ-ヶー]+$/u

function isKnown(field: string): boolean {
  return field !== '' && field !== '*'
}

const NOT_SOUNDED = /[^\p{L}\p{N}]|ー/gu
const KATAKANA = /[ァ-ヶ]/gu
const KATAKANA_TO_HIRAGANA = 0x60

/** One kana alphabet, nothing between the letters: 「パスワード」 and 「ぱすわーど」 sound the same. */
function foldReading(sound: string): string {
  return sound
    .replace(NOT_SOUNDED, '')
    .replace(KATAKANA, kana => String.fromCharCode(kana.charCodeAt(0) - KATAKANA_TO_HIRAGANA))
    .toLowerCase()
}
