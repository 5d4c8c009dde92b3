// From scored candidates to a verdict: is the first one the answer, are some worth showing, or do we not know?
import { CONFIDENCE_COUNTS, type Meaning, relatednessOf } from './relatedness.ts'
import type { ScoredEntry } from './retrieve.ts'

export interface Thresholds {
  /** Confidence from which the first candidate is given as the answer. */
  readonly answered: number
  /** Relatedness from which candidates are worth showing. */
  readonly candidates: number
}

export const DEFAULT_THRESHOLDS: Thresholds = { answered: 0.8, candidates: 0.2 }

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
  /** Estimated probability, 0–1, that the question is about something registered; 0 without a candidate to show. */
  readonly relatedness: number
  /** All candidates, best first, with their confidence (never rising down the list). */
  readonly ranked: readonly JudgedEntry[]
}

/**
 * What is the same for all candidates is a feature of value 1. `supportLead` is the gap of support to the next candidate;
 * `prominence` is ln of the share that the candidate has of itself and the next five, each counted e^(score / 1.5): a crowd
 * close behind says more against it than one rival; `meaningLead` is the root of the gap between the z-scores of meaning, to
 * the highest of the next five; `breadth` is ln(1 + number of the question's words that the entry's own questions share): one
 * telling word in common is a matter in common, several are the same question.
 */
export const FEATURES = ['bias', 'cosine', 'supportLead', 'breadth', 'prominence', 'meaningLead'] as const
export type Feature = (typeof FEATURES)[number]

/** `value` × `weight` is what a feature adds to the logit. */
export interface WeighedFeature {
  readonly feature: Feature
  readonly value: number
  readonly weight: number
}

/**
 * Weights of the logistic model, by feature: none below zero, so that more evidence never makes it less sure. Fitted by
 * `node test/bench/fit-judge.ts SETS`; docs/retrieval.md tells on what, and how well they hold.
 */
const MODEL: Readonly<Record<Feature, number>> = {
  bias: -3.178,
  cosine: 1.403,
  supportLead: 3.33,
  breadth: 2.159,
  prominence: 1.644,
  meaningLead: 0.508,
}

/** A gap beyond this says no more than the gap itself. */
const LEAD_MAX = 8
/** The sum of z-scores by which a candidate counts e times another. */
const SCORE_SCALE = 1.5
/** Candidates after one that it is compared with. */
const FOLLOWERS = 5

/** Candidates the judge must see for its confidence in the first not to depend on how many were asked for. */
export const JUDGED_MIN = FOLLOWERS + 1

/**
 * Judges candidates in rank order. Where meaning is another model's, a question that shares no word with what it is about is
 * related for being likely to be answered.
 */
export function judge(
  candidates: readonly ScoredEntry[],
  thresholds: Thresholds,
  meaning: Meaning = 'word table',
): Verdict {
  const ranked = withConfidences(candidates)
  const confidence = ranked[0]?.confidence ?? 0
  const byWords = relatednessOf(candidates.filter(({ vetoed }) => !vetoed).slice(0, CANDIDATES_SHOWN))
  const relatedness =
    meaning === 'word table' ? byWords : Math.max(byWords, Math.min(1, confidence * CONFIDENCE_COUNTS))
  return { outcome: outcomeOf(ranked[0], relatedness, thresholds), confidence, relatedness, ranked }
}

function outcomeOf(first: JudgedEntry | undefined, relatedness: number, thresholds: Thresholds): Outcome {
  if (first === undefined || first.vetoed) return 'unanswered'
  if (first.confidence >= thresholds.answered) return 'answered'
  return relatedness >= thresholds.candidates ? 'candidates' : 'unanswered'
}

function withConfidences(candidates: readonly ScoredEntry[]): readonly JudgedEntry[] {
  let ceiling = 1
  return candidates.map((candidate, i) => {
    const features = weighFeatures(candidate, candidates.slice(i + 1, i + 1 + FOLLOWERS))
    const ground = groundOf(candidate, candidates[i + 1])
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

function weighFeatures(candidate: ScoredEntry, after: readonly ScoredEntry[]): readonly WeighedFeature[] {
  const values = featuresOf(candidate, after)
  return FEATURES.map(feature => ({ feature, value: values[feature], weight: MODEL[feature] }))
}

function featuresOf(candidate: ScoredEntry, after: readonly ScoredEntry[]): Readonly<Record<Feature, number>> {
  const followers = after.filter(({ vetoed }) => !vetoed)
  const [next] = followers
  const { cosine, support, breadth, score, denseZ } = candidate
  return {
    bias: 1,
    cosine,
    supportLead: support - (next?.support ?? 0),
    breadth: Math.log1p(breadth),
    prominence: -Math.log(followers.reduce((sum, other) => sum + Math.exp((other.score - score) / SCORE_SCALE), 1)),
    meaningLead: rootOfGap(denseZ, Math.max(0, ...followers.map(follower => follower.denseZ))),
  }
}

function rootOfGap(value: number, other: number): number {
  return Math.sqrt(Math.max(0, Math.min(value - other, LEAD_MAX)))
}

/** The logit of a candidate: the sum of what its features add. */
export function logitOf(features: readonly WeighedFeature[]): number {
  return features.reduce((sum, { value, weight }) => sum + value * weight, 0)
}

function probabilityOf(features: readonly WeighedFeature[]): number {
  return 1 / (1 + Math.exp(-logitOf(features)))
}
