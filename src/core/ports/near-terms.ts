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

/** The lists of many words, made beforehand: finding one takes a millisecond, and a question has eight words. */
export interface NearLists {
  readonly terms: readonly string[]
  /** Where the list of each term begins, and, one more, where the last one ends. */
  readonly starts: Uint32Array
  /** Of the near words their places among the terms, and their similarities. */
  readonly places: Uint32Array
  readonly similarities: Float64Array
}

/** Near words that can take lists over which others have made. */
export interface AdoptingNearTerms extends NearTerms {
  /** Names what tells how near words are. */
  readonly source: string
  /** Words learnt so far that may have lists. */
  readonly learnt: () => readonly string[]
  /** How many of them have no list that was made beforehand. */
  readonly lacking: () => number
  /** False where the lists know a word that was not learnt: they are of no use then. */
  readonly adopt: (lists: NearLists) => boolean
}
