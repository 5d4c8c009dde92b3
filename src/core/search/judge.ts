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
  /** What the confidence rests on. */
  readonly ground: Ground
  /** What the model weighed; its contributions add up to the logit of the probability, whatever the ground. */
  readonly features: readonly WeighedFeature[]
}

/**
 * `features`: the model's probability. `exact`: the entry's very words, and no other's. `vetoed`: must not lead there.
 * `capped`: the candidate before it is no surer.
 */
export const GROUNDS = ['features', 'exact', 'vetoed', 'capped'] as const
export type Ground = (typeof GROUNDS)[number]

export interface Verdict {
  readonly outcome: Outcome
  /** Confidence of the first candidate; 0 without one. */
  readonly confidence: number
  /** All candidates, best first, with their confidence (never rising down the list). */
  readonly ranked: readonly JudgedEntry[]
}

/** What is the same for all candidates is a feature of value 1. */
export const FEATURES = ['bias', 'cosine', 'coverage', 'gap', 'lexical', 'lexicalZ', 'denseZ'] as const
export type Feature = (typeof FEATURES)[number]

/** `value` × `weight` is what a feature adds to the logit. */
export interface WeighedFeature {
  readonly feature: Feature
  readonly value: number
  readonly weight: number
}

/** Weights of the logistic model, by feature; docs/retrieval.md tells on what they were fitted and how well they hold. */
const MODEL: Readonly<Record<Feature, number>> = {
  bias: -2.111,
  cosine: 1.158,
  coverage: 1.32,
  gap: 0.529,
  lexical: 0.0581,
  lexicalZ: -0.0879,
  denseZ: -0.0558,
}

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
    const features = weighFeatures(candidate, next)
    const ground = groundOf(candidate, next)
    const own = ground === 'vetoed' ? 0 : ground === 'exact' ? EXACT_CONFIDENCE : probabilityOf(features)
    const confidence = Math.min(ceiling, own)
    ceiling = confidence
    return { ...candidate, confidence, ground: confidence < own ? 'capped' : ground, features }
  })
}

/** The question in the very words of one entry, and of no other, is as sure as it gets; a person may have meant another. */
const EXACT_CONFIDENCE = 0.99

function groundOf(candidate: ScoredEntry, next: ScoredEntry | undefined): Ground {
  if (candidate.vetoed) return 'vetoed'
  return candidate.exact && (next?.exact !== true || next.vetoed) ? 'exact' : 'features'
}

function weighFeatures(candidate: ScoredEntry, next: ScoredEntry | undefined): readonly WeighedFeature[] {
  const values = featuresOf(candidate, next)
  return FEATURES.map(feature => ({ feature, value: values[feature], weight: MODEL[feature] }))
}

function featuresOf(candidate: ScoredEntry, next: ScoredEntry | undefined): Readonly<Record<Feature, number>> {
  const { cosine, coverage, lexical, lexicalZ, denseZ, score } = candidate
  const gap = next === undefined || next.vetoed ? score : score - next.score
  return { bias: 1, cosine, coverage, gap: Math.min(gap, GAP_MAX), lexical, lexicalZ, denseZ }
}

/** The logit of a candidate: the sum of what its features add. */
export function logitOf(features: readonly WeighedFeature[]): number {
  return features.reduce((sum, { value, weight }) => sum + value * weight, 0)
}

function probabilityOf(features: readonly WeighedFeature[]): number {
  return 1 / (1 + Math.exp(-logitOf(features)))
}
