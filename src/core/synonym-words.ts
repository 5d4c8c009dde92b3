// What an editor types as a group of synonyms, checked: which words, and whether another group says something of them too.
import { countCodePoints, normalise } from './normalise.ts'

/** A word or a short phrase; beyond, it is a sentence. */
export const SYNONYM_LENGTH_MAX = 50
/** More ways to say one thing are most often several things. */
export const SYNONYMS_MAX = 30

const SEPARATOR = /[、､,，\t\r\n]/u

export type WordProblem =
  | { readonly kind: 'too_few' }
  | { readonly kind: 'too_many'; readonly max: number }
  | { readonly kind: 'too_long'; readonly word: string; readonly max: number }
  /** The search takes both for the same already, or neither says anything to it. */
  | { readonly kind: 'unsearchable'; readonly word: string }

/** The words of a text, each once, whatever its width and case; apart by a line end, 「、」, a comma or a tab. */
export function splitWords(text: string): readonly string[] {
  const words = new Map<string, string>()
  for (const written of text.toWellFormed().split(SEPARATOR)) {
    const word = written.trim()
    const key = normalise(word)
    if (key !== '' && !words.has(key)) words.set(key, word)
  }
  return [...words.values()]
}

/** `termsOf` gives the search terms of a word. */
export function checkWords(
  words: readonly string[],
  termsOf: (word: string) => readonly string[],
): readonly WordProblem[] {
  const problems: WordProblem[] = []
  if (words.length < 2) problems.push({ kind: 'too_few' })
  if (words.length > SYNONYMS_MAX) problems.push({ kind: 'too_many', max: SYNONYMS_MAX })
  const seen = new Set<string>()
  for (const word of words) {
    if (countCodePoints(word) > SYNONYM_LENGTH_MAX) {
      problems.push({ kind: 'too_long', word, max: SYNONYM_LENGTH_MAX })
      continue
    }
    const terms = termsOf(word).join(' ')
    if (terms === '' || seen.has(terms)) problems.push({ kind: 'unsearchable', word })
    seen.add(terms)
  }
  return problems
}

/** A group that has words in common with another one. */
export interface Overlap<G> {
  readonly group: G
  readonly words: readonly string[]
}

/** Groups that share words with this one: A = B here and A = C there does not make B = C, and is seldom meant. */
export function findOverlaps<G extends { readonly words: readonly string[] }>(
  words: readonly string[],
  others: readonly G[],
): readonly Overlap<G>[] {
  const own = new Set(words.map(normalise))
  return others.flatMap(group => {
    const shared = group.words.filter(word => own.has(normalise(word)))
    return shared.length === 0 ? [] : [{ group, words: shared }]
  })
}
