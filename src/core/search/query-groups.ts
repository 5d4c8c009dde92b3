// The question as the lexical side scores it: each idea with its weight and the ids of its words.
import type { Vocabulary } from './vocabulary.ts'

/** One idea of the question: the term itself and its near terms, of which the best one in a document counts. */
export interface QueryTerm {
  readonly term: string
  /** Multiplies the whole contribution; 1 unless the term is less certain to matter. */
  readonly weight: number
  /** Other terms with a similarity in (0, 1]. */
  readonly near: readonly { readonly term: string; readonly similarity: number }[]
}

/** An idea ready for scoring; `similarities[i]` belongs to `ids[i]`. */
export interface QueryGroup {
  /** idf × weight, above zero. */
  readonly factor: number
  readonly ids: readonly number[]
  readonly similarities: readonly number[]
}

/** Ideas that can contribute: those of weight zero, or of words nobody uses, are left out. */
export function toGroups(
  query: readonly QueryTerm[],
  vocabulary: Vocabulary,
  idfOf: (term: string) => number,
): readonly QueryGroup[] {
  const groups: QueryGroup[] = []
  for (const queryTerm of query) {
    const factor = groupIdf(queryTerm, idfOf) * queryTerm.weight
    if (factor > 0) groups.push(toGroup(queryTerm, factor, vocabulary))
  }
  return groups
}

function toGroup({ term, near }: QueryTerm, factor: number, vocabulary: Vocabulary): QueryGroup {
  const ids: number[] = []
  const similarities: number[] = []
  for (const word of [{ term, similarity: 1 }, ...near]) {
    const id = vocabulary.idOf(word.term)
    if (id === undefined) continue
    ids.push(id)
    similarities.push(word.similarity)
  }
  return { factor, ids, similarities }
}

/** The term's idf, or, for a term the collection lacks, that of its strongest near term. */
function groupIdf(queryTerm: QueryTerm, idfOf: (term: string) => number): number {
  const own = idfOf(queryTerm.term)
  if (own > 0) return own
  let strongest = 0
  let idf = 0
  for (const { term, similarity } of queryTerm.near) {
    const candidate = idfOf(term)
    if (candidate > 0 && similarity > strongest) {
      strongest = similarity
      idf = candidate
    }
  }
  return idf
}
