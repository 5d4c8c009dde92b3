// Near words that a trial brings along and takes away again: the words of a draft are no words of the registry.
import type { NearTerm, NearTerms } from '../src/core/ports/near-terms.ts'

/** As many as the word table gives: what is further away hardly ever counts. */
const NEAR_MAX = 24

export class TrialNearTerms implements NearTerms {
  readonly #base: NearTerms
  readonly #fresh: () => NearTerms
  #trial: NearTerms | null = null

  /** `fresh` makes near words that know none yet. */
  constructor(fresh: () => NearTerms) {
    this.#base = fresh()
    this.#fresh = fresh
  }

  /** From now on words are learnt for the trial alone. */
  begin(): void {
    this.#trial = this.#fresh()
  }

  end(): void {
    this.#trial = null
  }

  learn(term: string): void {
    const learner = this.#trial ?? this.#base
    learner.learn(term)
  }

  of(term: string): readonly NearTerm[] {
    const own = this.#base.of(term)
    const tried = this.#trial?.of(term) ?? []
    if (tried.length === 0) return own
    const all = new Map([...own, ...tried].map(near => [near.term, near]))
    const byNearness = (a: NearTerm, b: NearTerm) => b.similarity - a.similarity || (a.term < b.term ? -1 : 1)
    return [...all.values()].sort(byNearness).slice(0, NEAR_MAX)
  }
}
