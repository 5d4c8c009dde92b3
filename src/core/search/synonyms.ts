// Words that mean the same by agreement, not by measure: a dictionary's, and the office's own.
import type { NearTerm } from '../ports/near-terms.ts'
import type { QueryTerm } from './query-groups.ts'

/** A way to say it, as search terms. */
export type Variant = readonly string[]

/** Terms that together may stand for a term of the question. */
export interface Swap {
  readonly terms: Variant
  /** How much of the term itself they are worth, all of them together. */
  readonly similarity: number
}

interface Phrase {
  readonly variant: Variant
  readonly group: readonly Variant[]
}

/** What a synonym is worth beside the word itself; docs/retrieval.md has the table. */
const SYNONYM_SIMILARITY = 0.8

/** Groups of variants. One term for another is a near term; where a variant has several, its terms are added to the question. */
export class Synonyms {
  /** Single terms of each group, by each of them: what is near is put together when a question asks for it. */
  readonly #wordGroups = new Map<string, (readonly string[])[]>()
  /** Groups with a variant of several terms, by the first term of each variant. */
  readonly #phrases = new Map<string, Phrase[]>()
  readonly #base: Synonyms | null

  /** Those of `base`, which stays as it is, count as well: a dictionary need not be read again for a few words more. */
  constructor(groups: readonly (readonly Variant[])[], base: Synonyms | null = null) {
    this.#base = base
    for (const group of groups) {
      const variants = group.filter(variant => variant.length > 0)
      const words = variants.flatMap(variant => (variant.length === 1 ? variant : []))
      for (const word of words) pushTo(this.#wordGroups, word, words)
      if (variants.length === words.length) continue
      for (const variant of variants) pushTo(this.#phrases, variant[0] ?? '', { variant, group: variants })
    }
  }

  /** Other single terms for a term, each once. */
  nearOf(term: string): readonly NearTerm[] {
    const others = new Set(this.#groupsOf(term).flat())
    others.delete(term)
    return Array.from(others, other => ({ term: other, similarity: SYNONYM_SIMILARITY }))
  }

  /**
   * Terms to add to a question that holds a variant, all of its terms in a row: those of the other variants, but for one
   * term in place of one, which is a near term.
   */
  additionsTo(terms: readonly string[]): readonly QueryTerm[] {
    const additions = new Map<string, QueryTerm>()
    for (const { other } of this.#swapsIn(terms)) addVariant(other, additions)
    for (const term of terms) additions.delete(term)
    return [...additions.values()]
  }

  /** The same swaps seen from the question: for each of its terms, what says the thing that the term is a part of. */
  swapsOf(terms: readonly string[]): ReadonlyMap<string, readonly Swap[]> {
    const swaps = new Map<string, Swap[]>()
    for (const { found, other } of this.#swapsIn(terms)) {
      for (const term of found) pushTo(swaps, term, { terms: other, similarity: SYNONYM_SIMILARITY })
    }
    return swaps
  }

  /** Variants that the question holds, each with each that may stand for it; not one term for one, which is a near term. */
  *#swapsIn(terms: readonly string[]): Iterable<{ readonly found: Variant; readonly other: Variant }> {
    for (const [at, first] of terms.entries()) {
      for (const { variant: found, group } of this.#phrasesFrom(first)) {
        if (!found.every((term, i) => terms[at + i] === term)) continue
        for (const other of group) if (other !== found && other.length + found.length > 2) yield { found, other }
      }
    }
  }

  #groupsOf(term: string): readonly (readonly string[])[] {
    const own = this.#wordGroups.get(term) ?? []
    return this.#base === null ? own : [...this.#base.#groupsOf(term), ...own]
  }

  #phrasesFrom(first: string): readonly Phrase[] {
    const own = this.#phrases.get(first) ?? []
    return this.#base === null ? own : [...this.#base.#phrasesFrom(first), ...own]
  }
}

/** Several terms share the weight of the one thing they name. */
function addVariant(other: Variant, additions: Map<string, QueryTerm>): void {
  const weight = SYNONYM_SIMILARITY / other.length
  for (const term of other) {
    if ((additions.get(term)?.weight ?? 0) < weight) additions.set(term, { term, weight, near: [] })
  }
}

function pushTo<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key)
  if (known === undefined) lists.set(key, [item])
  else known.push(item)
}
