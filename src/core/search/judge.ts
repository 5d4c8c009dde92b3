// From scored candidates to a verdict: is the first one the answer, are some worth showing, or do we not know?
import type { ScoredEntry } from './retrieve.ts'

/** Confidence from which the first candidate is given as the answer, and from which candidates are worth showing. */
export interface Thresholds {
  readonly answered: number
  readonly candidates: number
}

export const DEFAULT_THRESHOLDS: Thresholds = { answered: 0.7, candidates: 0.15 }

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

/** Weights of the logistic model, by feature; docs/retrieval.md tells on what they were fitted and how well they hold. */
const MODEL = {
  bias: -2.111,
  cosine: 1.158,
  coverage: 1.32,
  gap: 0.529,
  lexical: 0.0581,
  lexicalZ: -0.0879,
  denseZ: -0.0558,
} as const

/** A gap beyond this says no more than the gap itself. */
const GAP_MAX = 6

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
    const isSure = candidate.exact && (next?.exact !== true || next.vetoed)
    const gap = next === undefined || next.vetoed ? candidate.score : candidate.score - next.score
    const confidence = Math.min(
      ceiling,
      candidate.vetoed ? 0 : isSure ? EXACT_CONFIDENCE : confidenceOf(candidate, gap),
    )
    ceiling = confidence
    return { ...candidate, confidence }
  })
}

/** The question in the very words of one entry, and of no other, is as sure as it gets; a person may have meant another. */
const EXACT_CONFIDENCE = 0.99

function confidenceOf(candidate: ScoredEntry, gap: number): number {
  const evidence =
    MODEL.bias +
    MODEL.cosine * candidate.cosine +
    MODEL.coverage * candidate.coverage +
    MODEL.gap * Math.min(gap, GAP_MAX) +
    MODEL.lexical * candidate.lexical +
    MODEL.lexicalZ * candidate.lexicalZ +
    MODEL.denseZ * candidate.denseZ
  return 1 / (1 + Math.exp(-evidence))
}
