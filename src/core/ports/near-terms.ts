// Port: words of the registry that mean nearly the same as a word of the question.

export interface NearTerm {
  readonly term: string
  /** 0 < similarity ≤ 1: how much of an exact match it is worth. */
  readonly similarity: number
}

export interface NearTerms {
  /** Tells of a word that the registry uses; only such words are ever near. Telling twice is no matter. */
  learn(term: string): void
  /** Near words of the registry, nearest first, without the term itself. */
  of(term: string): readonly NearTerm[]
}
