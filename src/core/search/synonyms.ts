// Words that mean the same by agreement, not by measure: a dictionary's, and the office's own.
import type { NearTerm } from '../ports/near-terms.ts'
import type { QueryTerm } from './query-groups.ts'

/** A way to say it, as search terms. */
export type Variant = readonly string[]

/** What a synonym is worth beside the word itself; docs/retrieval.md has the table. */
const SYNONYM_SIMILARITY = 0.8

/** Groups of variants. One term for another is a near term; where a variant has several, its terms are added to the question. */
export class Synonyms {
  /** Single terms of each group, by each of them: what is near is put together when a question asks for it. */
  readonly #wordGroups = new Map<string, (readonly string[])[]>()
  /** Groups with a variant of several terms, by the first term of each variant. */
  readonly #phrases = new Map<string, { readonly variant: Variant; readonly group: readonly Variant[] }[]>()

  constructor(groups: readonly (readonly Variant[])[]) {
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
    const others = new Set(this.#wordGroups.get(term)?.flat())
    others.delete(term)
    return Array.from(others, other => ({ term: other, similarity: SYNONYM_SIMILARITY }))
  }

  /**
   * Terms to add to a question that holds a variant, all of its terms in a row: those of the other variants, but for one
   * term in place of one, which is a near term.
   */
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
}

/** One term for one is a near term already; several share the weight of the one thing they name. */
function addVariant(other: Variant, found: Variant, additions: Map<string, QueryTerm>): void {
  if (other.length === 1 && found.length === 1) return
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
