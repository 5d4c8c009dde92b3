// Port: another way to rank the same entries for the same questions, measured beside the product's own.

/** What a search engine is given of an entry: the texts that the product searches too. */
export interface BaselineEntry {
  readonly id: string
  readonly question: string
  readonly phrasings: readonly string[]
  readonly answer: string
}

export interface Baseline {
  /** At most `limit` entries, best first, none twice; higher scores are better. */
  readonly rank: (
    question: string,
    limit: number,
  ) => Promise<readonly { readonly id: string; readonly score: number }[]>
  readonly close: () => Promise<void>
}

/** Search terms of a text as the product takes them, for engines that bring no Japanese analysis of their own. */
export type TermsOf = (text: string) => readonly string[]

/** Loads what it needs, takes all entries in. Throws `missing_package` where its library is not installed. */
export type OpenBaseline = (entries: readonly BaselineEntry[], termsOf: TermsOf) => Promise<Baseline>
