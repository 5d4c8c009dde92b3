// How alike questions are: their meaning by the registry's model, and the words that they share. Both are inner products of unit
// vectors, so that the mean likeness between two groups is one product of their sums, however many questions they hold.
import { dot, normaliseLength } from '../search/vector.ts'

/** A question, or the sum of a group of them. */
export interface Profile {
  readonly count: number
  /** Empty where there is no model. */
  readonly meaning: Float32Array
  /** What each word says of the matter; of one question the squares add up to 1. */
  readonly words: ReadonlyMap<string, number>
}

/** How many entries use a word, of how many. */
export interface WordStatistics {
  readonly entries: number
  readonly entryFrequency: (term: string) => number
}

export interface Likeness {
  /** Words add what the model does not know: names, abbreviations, whatever is new. Measured in docs/learning.md. */
  readonly meaningWeight: number
  readonly wordsWeight: number
  /** What the model gives for texts that have nothing in common: taken off, so that bounds hold for every model. */
  readonly unrelatedCosine: number
}

export function profileOf(terms: readonly string[], meaning: Float32Array, statistics: WordStatistics): Profile {
  const distinct = [...new Set(terms)]
  const weights = normaliseLength(Float32Array.from(distinct, term => wordWeight(term, statistics)))
  return { count: 1, meaning, words: new Map(distinct.map((term, i) => [term, weights[i] as number])) }
}

/** Lucene's idf. A word that no entry has says most: that is what the registry lacks. */
export function wordWeight(term: string, { entries, entryFrequency }: WordStatistics): number {
  const n = entryFrequency(term)
  return Math.log(1 + (entries - n + 0.5) / (n + 0.5))
}

/** Mean of the likeness of every question of one with every question of the other: UPGMA's, without looking at the pairs. */
export function meanLikeness(a: Profile, b: Profile, likeness: Likeness): number {
  const pairs = a.count * b.count
  const words = shared(a.words, b.words) / pairs
  if (a.meaning.length === 0 || b.meaning.length === 0) return words
  const { meaningWeight, wordsWeight, unrelatedCosine } = likeness
  const meaning = (dot(a.meaning, b.meaning) / pairs - unrelatedCosine) / (1 - unrelatedCosine)
  return (meaningWeight * meaning + wordsWeight * words) / (meaningWeight + wordsWeight)
}

export function sumOf(profiles: readonly Profile[]): Profile {
  const meaning = new Float32Array(profiles.find(profile => profile.meaning.length > 0)?.meaning.length ?? 0)
  const words = new Map<string, number>()
  let count = 0
  for (const profile of profiles) {
    count += profile.count
    for (let i = 0; i < profile.meaning.length; i += 1)
      meaning[i] = (meaning[i] as number) + (profile.meaning[i] as number)
    for (const [word, weight] of profile.words) words.set(word, (words.get(word) ?? 0) + weight)
  }
  return { count, meaning, words }
}

function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [word, weight] of fewer) sum += weight * (more.get(word) ?? 0)
  return sum
}
