// Words that mean the same by agreement, not by measure: a dictionary's, and the office's own.
import type { NearTerm } from '../ports/near-terms.ts'
import type { QueryTerm } from './query-groups.ts'

/** A way to say it, as search terms. */
export type Variant = readonly string[]

/** What a synonym is worth beside the word itself; docs/retrieval.md has the table. */
const SYNONYM_SIMILARITY = 0.8

/** Groups of variants. One term for another is a near term; where a variant has several, its terms are added to the question. */
export class Synonyms {
  readonly #near = new Map<string, readonly NearTerm[]>()
  /** Groups with a variant of several terms, by the first term of each variant. */
  readonly #phrases = new Map<string, { readonly variant: Variant; readonly group: readonly Variant[] }[]>()

  constructor(groups: readonly (readonly Variant[])[]) {
    for (const group of groups) {
      const variants = group.filter(variant => variant.length > 0)
      this.#addNear(variants.flatMap(variant => (variant.length === 1 ? variant : [])))
      if (variants.some(variant => variant.length > 1)) this.#addPhrases(variants)
    }
  }

  /** Other single terms for a term. */
  nearOf(term: string): readonly NearTerm[] {
    return this.#near.get(term) ?? []
  }

  /** Terms to add to a question that holds a variant, all of its terms in a row: those of the other variants of several terms. */
  additionsTo(terms: readonly string[]): readonly QueryTerm[] {
    const additions = new Map<string, QueryTerm>()
    for (const [at, first] of terms.entries()) {
      for (const { variant, group } of this.#phrases.get(first) ?? []) {
        if (!variant.every((term, i) => terms[at + i] === term)) continue
        for (const other of group) if (other !== variant) addVariant(other, variant, additions)
      }
    }
    for (const term of terms) additions.delete(term)
    return [...additions.values()]
  }

  #addNear(words: readonly string[]): void {
    for (const word of words) {
      const others = new Set([...this.nearOf(word).map(({ term }) => term), ...words])
      others.delete(word)
      this.#near.set(
        word,
        [...others].map(term => ({ term, similarity: SYNONYM_SIMILARITY })),
      )
    }
  }

  #addPhrases(group: readonly Variant[]): void {
    for (const variant of group) {
      const [first = ''] = variant
      const known = this.#phrases.get(first)
      if (known === undefined) this.#phrases.set(first, [{ variant, group }])
      else known.push({ variant, group })
    }
  }
}

/** One term for one is a near term already; several share the weight of the one thing they name. */
function addVariant(other: Variant, found: Variant, additions: Map<string, QueryTerm>): void {
  if (other.length === 1 && found.length === 1) return
  const weight = SYNONYM_SIMILARITY / other.length
  for (const term of other) {
    if ((additions.get(term)?.weight ?? 0) < weight) additions.set(term, { term, weight, near: [] })
  }
}
