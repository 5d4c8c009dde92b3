// From text to search terms: normalised base forms of the words that carry meaning.
import { normalise } from './normalise.ts'

/** One morpheme as the analyser gives it. `pos` is IPADIC's first part-of-speech column, 'UNK' for unknown words. */
export interface Morpheme {
  readonly surface: string
  readonly base: string
  readonly pos: string
}

/** Port: a Japanese morphological analyser. Synchronous and pure; it fits in the middle of a question. */
export interface MorphologicalAnalyser {
  readonly analyse: (text: string) => readonly Morpheme[]
}

/** Parts of speech that hold a sentence together and say nothing of its subject (particles, auxiliaries, symbols, fillers). */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(['助詞', '助動詞', '記号', 'フィラー', 'その他'])
const HAS_LETTER = /[\p{L}\p{N}]/u

/**
 * Search terms in order, repeats kept: IPADIC base forms of the NFKC-normalised, lower-cased text. The built-in word table
 * was trained on exactly these, so a change here needs a new table.
 */
export function tokenise(text: string, analyser: MorphologicalAnalyser): readonly string[] {
  const terms: string[] = []
  for (const morpheme of analyser.analyse(normalise(text))) {
    if (FUNCTION_WORDS.has(morpheme.pos)) continue
    const term = morpheme.base === '' || morpheme.base === '*' ? morpheme.surface : morpheme.base
    if (HAS_LETTER.test(term)) terms.push(term)
  }
  return terms
}
