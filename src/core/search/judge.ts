// From scored candidates to a verdict: is the first one the answer, are some worth showing, or do we not know?
import type { ScoredEntry } from './retrieve.ts'

/** Confidence from which the first candidate is given as the answer, and from which candidates are worth showing. */
export interface Thresholds {
  readonly answered: number
  readonly candidates: number
}

export const DEFAULT_THRESHOLDS: Thresholds = { answered: 0.6, candidates: 0.12 }

/** Candidates shown as buttons. */
export const CANDIDATES_SHOWN = 5

export const OUTCOMES = ['answered', 'candidates', 'unanswered'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface JudgedEntry extends ScoredEntry {
  /** Estimated probability, 0–1, that this entry answers the question. */
  readonly confidence: number
}

export interface Verdict {
  readonly outcome: Outcome
  /** Confidence of the first candidate; 0 without one. */
  readonly confidence: number
  /** All candidates, best first, with their confidence (never rising down the list). */
  readonly ranked: readonly JudgedEntry[]
}

/** Weights of the logistic model; see docs/retrieval.md for the fit. */
const MODEL = { bias: -6.1, lexicalZ: 0.1, cosine: 4.2, coverage: 3.4, gap: 0.55 } as const

/** Judges candidates in rank order. */
export function judge(candidates: readonly ScoredEntry[], thresholds: Thresholds): Verdict {
  const ranked = withConfidences(candidates)
  const confidence = ranked[0]?.confidence ?? 0
  return { outcome: outcomeOf(ranked[0], thresholds), confidence, ranked }
}

function outcomeOf(first: JudgedEntry | undefined, thresholds: Thresholds): Outcome {
  if (first === undefined || first.vetoed || first.confidence < thresholds.candidates) return 'unanswered'
  return first.confidence >= thresholds.answered ? 'answered' : 'candidates'
}

function withConfidences(candidates: readonly ScoredEntry[]): readonly JudgedEntry[] {
  let ceiling = 1
  return candidates.map((candidate, i) => {
    const next = candidates[i + 1]
    const gap = next === undefined || next.vetoed ? 0 : candidate.score - next.score
    const confidence = Math.min(ceiling, candidate.vetoed ? 0 : confidenceOf(candidate, gap))
    ceiling = confidence
    return { ...candidate, confidence }
  })
}

function confidenceOf(candidate: ScoredEntry, gap: number): number {
  if (candidate.exact) return 0.99
  const evidence =
    MODEL.bias +
    MODEL.lexicalZ * candidate.lexicalZ +
    MODEL.cosine * candidate.cosine +
    MODEL.coverage * candidate.coverage +
    MODEL.gap * Math.min(gap, 4)
  return 1 / (1 + Math.exp(-evidence))
}
