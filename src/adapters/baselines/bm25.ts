// Plain BM25 over question and answer, by words and by pairs of characters: yardsticks without a library.
import { normalise } from '../../core/normalise.ts'
import type { Baseline, BaselineEntry, TermsOf } from '../../core/ports/baseline.ts'
import { openBm25Baseline } from '../../core/search/bm25-baseline.ts'

/** By the product's own terms, and without the phrasings: what a search finds in the texts that are published. */
export function openBm25(entries: readonly BaselineEntry[], termsOf: TermsOf): Promise<Baseline> {
  return openPhrasingBm25(
    entries.map(entry => ({ ...entry, phrasings: [] })),
    termsOf,
  )
}

/** The same with the phrasings beside the question: all that the product itself is given. */
export async function openPhrasingBm25(entries: readonly BaselineEntry[], termsOf: TermsOf): Promise<Baseline> {
  const documents = entries.map(({ id, question, phrasings, answer }) => {
    return { id, questionTerms: [question, ...phrasings].flatMap(termsOf), answerTerms: termsOf(answer) }
  })
  const rank = openBm25Baseline(documents)
  return { rank: async (question, limit) => rank(termsOf(question), limit), close: async () => {} }
}

/** By overlapping pairs of characters: what Japanese full-text search does without a dictionary. */
export function openCharacterBm25(entries: readonly BaselineEntry[]): Promise<Baseline> {
  return openPhrasingBm25(entries, characterPairs)
}

/** Of each run of letters and digits all pairs of neighbours; a run of one is a term by itself. */
function characterPairs(text: string): readonly string[] {
  const runs = normalise(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  return runs.flatMap(run => {
    const characters = [...run]
    if (characters.length === 1) return [run]
    return characters.slice(1).map((character, i) => `${characters[i]}${character}`)
  })
}
