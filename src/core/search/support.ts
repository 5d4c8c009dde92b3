// How much of a question an entry speaks of: the evidence that a score compared with other entries' cannot give.
import type { EntryIndex } from './entry-index.ts'
import type { HeldEntry } from './indexed-entry.ts'
import type { QueryTerm } from './query-groups.ts'

interface WeighedTerm {
  readonly weight: number
  /** The term itself with 1, and its near terms. */
  readonly similarities: ReadonlyMap<string, number>
}

/**
 * Share of the question's idf weight that is found anywhere in an entry, 0–1; a near word counts by its similarity. Of the
 * question's own terms, with the near terms it was scored with; the result measures any entry.
 */
export function openSupport(asked: readonly QueryTerm[], index: EntryIndex): (entry: HeldEntry) => number {
  const weighed = asked.map(queryTerm => weigh(queryTerm, index))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  return entry => {
    if (total === 0) return 0
    const own = new Set(entry.units.filter(unit => unit.kind !== 'negative').flatMap(unit => unit.terms))
    return weighed.reduce((sum, { weight, similarities }) => sum + weight * bestOf(similarities, own), 0) / total
  }
}

/** A word that no entry uses is as rare as can be: what the registry never speaks of is not covered by it. */
function weigh({ term, near }: QueryTerm, index: EntryIndex): WeighedTerm {
  const similarities = new Map(near.map(word => [word.term, word.similarity]))
  similarities.set(term, 1)
  return { weight: index.idf(term) || Math.log(1 + index.size), similarities }
}

function bestOf(similarities: ReadonlyMap<string, number>, terms: ReadonlySet<string>): number {
  let best = 0
  for (const [term, similarity] of similarities) if (similarity > best && terms.has(term)) best = similarity
  return best
}
