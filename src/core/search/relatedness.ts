// Is a question about anything registered at all? Of what is far from everything, nothing is worth showing.
import type { Embedder } from '../ports/embedder.ts'
import type { ScoredEntry } from './retrieve.ts'

type Evidence = Pick<ScoredEntry, 'cosine' | 'denseZ' | 'breadth' | 'known'>

/**
 * What speaks for it, of the candidates that would be shown: the highest `cosine`; the highest `breadth`, as ln(1 + number of
 * the question's words that an entry's own questions share); and `known`, the share of the question's weight on words that
 * the registry uses. No leads: whether one is better than the others does not matter here.
 */
export const RELATEDNESS_FEATURES = ['cosine', 'breadth', 'known'] as const

/**
 * Weights of the logistic model, fitted by `node test/bench/fit-judge.ts SETS`: none below zero. docs/retrieval.md tells on
 * what.
 */
const BIAS = -8.42
const WEIGHTS: Readonly<Record<(typeof RELATEDNESS_FEATURES)[number], number>> = {
  cosine: 6.61,
  breadth: 2.96,
  known: 3.33,
}

/** Whose cosines are compared: those of the word table, which the weights are fitted to, or of another model. */
export type Meaning = 'word table' | 'another model'

export function meaningOf({ dense }: { readonly dense: { readonly embedder: Embedder } | null }): Meaning {
  const isMeasured = dense !== null && dense.embedder.unrelatedCosine !== undefined
  return isMeasured ? 'another model' : 'word table'
}

/** By how much confidence counts where the cosines are another model's: from .05 on, as it was before, candidates are shown. */
export const CONFIDENCE_COUNTS = 4

/** Half of all answerable questions have more: what stands in where no vectors are compared. */
const COSINE_UNKNOWN = 0.5

/** Estimated probability, 0–1, that the question is about something registered; 0 without candidates. */
export function relatednessOf(shown: readonly Evidence[]): number {
  if (shown.length === 0) return 0
  const values = relatednessEvidence(shown)
  const logit = RELATEDNESS_FEATURES.reduce((sum, feature, i) => sum + WEIGHTS[feature] * (values[i] ?? 0), BIAS)
  return 1 / (1 + Math.exp(-logit))
}

/** In the order of the features. */
export function relatednessEvidence(shown: readonly Evidence[]): readonly number[] {
  const highest = (of: (candidate: Evidence) => number) => Math.max(0, ...shown.map(of))
  const areCompared = shown.some(({ cosine, denseZ }) => cosine !== 0 || denseZ !== 0)
  return [
    areCompared ? highest(({ cosine }) => cosine) : COSINE_UNKNOWN,
    Math.log1p(highest(({ breadth }) => breadth)),
    highest(({ known }) => known),
  ]
}
