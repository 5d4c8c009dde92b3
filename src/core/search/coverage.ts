// How much of a question an entry speaks of: the evidence that a score compared with other entries' cannot give.
import type { EntryIndex } from './entry-index.ts'
import { type HeldEntry, isAsk } from './indexed-entry.ts'

/** Shares of the question's idf weight, 0–1; a near word counts by its similarity. */
export interface Coverage {
  /** Found in the entry's questions and phrasings. */
  readonly coverage: number
  /** Found there or in the answer. */
  readonly support: number
}

interface WeighedTerm {
  readonly weight: number
  /** The term itself with 1, and its near terms. */
  readonly similarities: ReadonlyMap<string, number>
}

/** Looks up the question's words once; the result measures any entry. */
export function openCoverage(terms: ReadonlySet<string>, index: EntryIndex): (entry: HeldEntry) => Coverage {
  const weighed = Array.from(terms, term => weigh(term, index))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  return entry => {
    if (total === 0) return { coverage: 0, support: 0 }
    const termsOf = (units: HeldEntry['units']) => new Set(units.flatMap(unit => unit.terms))
    const asks = termsOf(entry.units.filter(isAsk))
    const answer = termsOf(entry.units.filter(unit => unit.kind === 'answer'))
    let [inAsks, inEither] = [0, 0]
    for (const { weight, similarities } of weighed) {
      const found = bestOf(similarities, asks)
      inAsks += weight * found
      inEither += weight * Math.max(found, bestOf(similarities, answer))
    }
    return { coverage: inAsks / total, support: inEither / total }
  }
}

/** A word that no entry uses is as rare as can be: what the registry never speaks of is not covered by it. */
function weigh(term: string, index: EntryIndex): WeighedTerm {
  const similarities = new Map(index.nearTermsOf(term).map(near => [near.term, near.similarity]))
  similarities.set(term, 1)
  return { weight: index.idf(term) || Math.log(1 + index.size), similarities }
}

function bestOf(similarities: ReadonlyMap<string, number>, terms: ReadonlySet<string>): number {
  let best = 0
  for (const [term, similarity] of similarities) if (similarity > best && terms.has(term)) best = similarity
  return best
}
