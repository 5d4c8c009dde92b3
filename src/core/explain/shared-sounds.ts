// The stretches of sound that a question shares with a text: what the trigrams of the reading index found, as people hear it.
import { GRAM_LENGTH } from '../search/gram-counter.ts'

export interface SharedSound {
  readonly sounds: string
  /** idf of its trigrams together. */
  readonly weight: number
}

/**
 * The longest stretches of the question's reading that one of the texts has too, weightiest first. Left out are those that
 * count for nothing: shorter than a trigram, or of common trigrams alone (ください).
 */
export function sharedSounds(
  question: string,
  texts: readonly string[],
  idfOf: (gram: string) => number,
): readonly SharedSound[] {
  const stretches = [...new Set(texts.flatMap(text => commonStretches(question, text)))]
  return stretches
    .filter(sounds => !stretches.some(other => other !== sounds && other.includes(sounds)))
    .map(sounds => ({ sounds, weight: weightOf(sounds, idfOf) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
}

/** Substrings of both, of a trigram or more, that cannot be made longer; in the order of the question. */
function commonStretches(question: string, text: string): readonly string[] {
  const stretches: string[] = []
  let [end, reached] = [0, 0]
  for (let start = 0; start + GRAM_LENGTH <= question.length; start += 1) {
    end = Math.max(end, start) // what the text has from one place on, it has from the next on too
    while (end < question.length && text.includes(question.slice(start, end + 1))) end += 1
    if (end - start < GRAM_LENGTH || end <= reached) continue
    stretches.push(question.slice(start, end))
    reached = end
  }
  return stretches
}

function weightOf(sounds: string, idfOf: (gram: string) => number): number {
  const grams = new Set<string>()
  for (let i = 0; i + GRAM_LENGTH <= sounds.length; i += 1) grams.add(sounds.slice(i, i + GRAM_LENGTH))
  return [...grams].reduce((sum, gram) => sum + idfOf(gram), 0)
}
