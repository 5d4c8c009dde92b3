// How much of a question an entry speaks of: the evidence that a score compared with other entries' cannot give.
import type { EntryIndex } from './entry-index.ts'
import { type HeldEntry, isAsk } from './indexed-entry.ts'
import type { QueryTerm } from './query-groups.ts'
import type { Swap } from './synonyms.ts'

/** What an entry has of a question's words; each word weighs its idf, and a near one counts by its similarity. */
export interface Support {
  /** Share of the question's weight that is found anywhere in the entry, 0–1. */
  readonly share: number
  /**
   * How many words the weight found in its questions and phrasings lies on: (Σw)² / Σw², Kish's effective number (1965).
   * 1 where it is all on one word, 2 on two of the same weight; 0 where nothing is found.
   */
  readonly breadth: number
  /**
   * Share of the question's weight on words that the registry uses at all, or has near words or synonyms for, 0–1; the same
   * for every entry.
   */
  readonly known: number
}

interface WeighedTerm {
  readonly weight: number
  /** The term itself with 1, and its near terms. */
  readonly similarities: ReadonlyMap<string, number>
  readonly swaps: readonly Swap[]
}

/**
 * Measures any entry against the question's own terms, with the near terms it was scored with, and with what the synonyms
 * have for several of them together (年次有給休暇 for 年休).
 */
export function openSupport(
  asked: readonly QueryTerm[],
  swaps: ReadonlyMap<string, readonly Swap[]>,
  index: EntryIndex,
): (entry: HeldEntry) => Support {
  const weighed = asked.map(queryTerm => weigh(queryTerm, swaps.get(queryTerm.term) ?? [], index))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const known = weighed.reduce((sum, term) => sum + term.weight * nearestUsed(term, index), 0)
  return entry => {
    const [asks, all] = [new Set<string>(), new Set<string>()]
    for (const unit of entry.units) {
      if (unit.kind === 'negative') continue
      for (const term of unit.terms) {
        all.add(term)
        if (isAsk(unit)) asks.add(term)
      }
    }
    const found = weighed.reduce((sum, term) => sum + term.weight * bestOf(term, all), 0)
    const share = (weight: number) => (total === 0 ? 0 : weight / total)
    return { share: share(found), breadth: breadthOf(weighed, asks), known: share(known) }
  }
}

/** 1 for a word that some entry uses, or else the similarity of the nearest that one uses, or of what the office says for it. */
function nearestUsed({ similarities, swaps }: WeighedTerm, index: EntryIndex): number {
  const isUsed = (term: string) => index.entryFrequency(term) > 0
  let best = 0
  for (const [term, similarity] of similarities) if (similarity > best && isUsed(term)) best = similarity
  for (const { terms, similarity } of swaps) if (similarity > best && terms.every(isUsed)) best = similarity
  return best
}

function breadthOf(weighed: readonly WeighedTerm[], terms: ReadonlySet<string>): number {
  let [sum, squares] = [0, 0]
  for (const term of weighed) {
    const found = term.weight * bestOf(term, terms)
    sum += found
    squares += found ** 2
  }
  return squares === 0 ? 0 : sum ** 2 / squares
}

/** A word that no entry uses is as rare as can be: what the registry never speaks of is not covered by it. */
function weigh({ term, near }: QueryTerm, swaps: readonly Swap[], index: EntryIndex): WeighedTerm {
  const similarities = new Map(near.map(word => [word.term, word.similarity]))
  similarities.set(term, 1)
  return { weight: index.idf(term) || Math.log(1 + index.size), similarities, swaps }
}

function bestOf({ similarities, swaps }: WeighedTerm, terms: ReadonlySet<string>): number {
  let best = 0
  for (const [term, similarity] of similarities) if (similarity > best && terms.has(term)) best = similarity
  for (const swap of swaps)
    if (swap.similarity > best && swap.terms.every(term => terms.has(term))) best = swap.similarity
  return best
}
