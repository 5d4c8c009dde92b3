// Whether a confidence of .7 is right seven times in ten: the judgement's probabilities against what came true.
// "Right" is a relevant entry in first place; where no entry answers, whatever is first is wrong.
import { bootstrapInterval, type Interval } from './bootstrap.ts'
import {
  type Asked,
  type EvaluationQuery,
  type EvaluationRun,
  isAnswerable,
  isFirstRight,
  meanOf,
  pairById,
} from './measures.ts'
import { type Judged, type RiskCoverage, riskCoverage } from './risk-coverage.ts'

/** Questions of similar confidence. `from` and `to` bound it; the means are null where no question lies within. */
export interface ReliabilityBin {
  readonly from: number
  readonly to: number
  readonly count: number
  /** Mean confidence, and the share that was right: equal where the confidence can be trusted. */
  readonly confidence: number | null
  readonly right: number | null
}

/**
 * Brier score, 0–1, lower is better, and its parts: `brier = reliability − resolution + uncertainty + withinBins`.
 * Murphy, "A new vector partition of the probability score" (1973) has the first three, exact where all confidences of a
 * bin are one; `withinBins` is what their spread adds (Stephenson, Coelho & Jolliffe 2008).
 */
export interface BrierParts {
  readonly brier: number
  readonly brierInterval: Interval | null
  /** Squared distance of confidence and share right: lower is better. */
  readonly reliability: number
  /** How far the bins part what is right from what is wrong: higher is better. */
  readonly resolution: number
  /** Variance of being right: a property of the set and of the ranking, not of the judgement. */
  readonly uncertainty: number
  readonly withinBins: number
}

export interface Calibration extends BrierParts {
  /** Mean distance of confidence and share right over ten equally wide bins (Naeini et al. 2015; Guo et al. 2017). */
  readonly ece: number
  /** The same over bins of about equally many questions (Nguyen & O'Connor 2015). */
  readonly eceAdaptive: number
  readonly bins: readonly ReliabilityBin[]
  readonly adaptiveBins: readonly ReliabilityBin[]
  readonly riskCoverage: RiskCoverage
  /** Share of the answerable questions that got the answer or at least candidates; null without any. */
  readonly answerableShown: number | null
  /** Share of the unanswerable questions that got no answer; null without any. */
  readonly unanswerableNotAnswered: number | null
}

const BINS = 10

/** Null without questions. Throws RangeError for a question without its run. */
export function calibrate(queries: readonly EvaluationQuery[], runs: readonly EvaluationRun[]): Calibration | null {
  const asked = pairById(queries, runs)
  if (asked.length === 0) return null
  const judged = asked.map(toJudged).sort((a, b) => a.confidence - b.confidence)
  const groups = groupByWidth(judged)
  const bins = groups.map((group, i) => binOf(group, i / BINS, (i + 1) / BINS))
  const adaptiveBins = groupByMass(judged).map(group => binOf(group, confidenceAt(group, 0), confidenceAt(group, -1)))
  const answerable = asked.filter(({ query }) => isAnswerable(query))
  const unanswerable = asked.filter(({ query }) => !isAnswerable(query))
  return {
    brier: meanOf(asked, squaredError),
    brierInterval: bootstrapInterval(asked.map(squaredError), drawn => meanOf(drawn, error => error)),
    ...decompose(judged, groups),
    ece: expectedError(bins, judged.length),
    eceAdaptive: expectedError(adaptiveBins, judged.length),
    bins,
    adaptiveBins,
    riskCoverage: riskCoverage(judged),
    answerableShown: shareOf(answerable, ({ run }) => run.outcome !== 'unanswered'),
    unanswerableNotAnswered: shareOf(unanswerable, ({ run }) => run.outcome !== 'answered'),
  }
}

/** The question's part of the Brier score. */
export function squaredError(asked: Asked): number {
  return (asked.run.confidence - (isFirstRight(asked) ? 1 : 0)) ** 2
}

function toJudged(asked: Asked): Judged {
  return { confidence: asked.run.confidence, right: isFirstRight(asked) ? 1 : 0 }
}

/** Ten bins of width .1, each with its lower bound; 1 belongs to the last. */
function groupByWidth(judged: readonly Judged[]): readonly (readonly Judged[])[] {
  const groups = Array.from({ length: BINS }, (): Judged[] => [])
  for (const one of judged) groups[Math.min(BINS - 1, Math.floor(one.confidence * BINS))]?.push(one)
  return groups
}

/** At most ten bins of about equally many; equal confidences stay together, so that no order of questions matters. */
function groupByMass(sorted: readonly Judged[]): readonly (readonly Judged[])[] {
  const firstOf = new Map<number, number>()
  for (const [i, { confidence }] of sorted.entries()) if (!firstOf.has(confidence)) firstOf.set(confidence, i)
  const binAt = ({ confidence }: Judged) => Math.floor(((firstOf.get(confidence) ?? 0) * BINS) / sorted.length)
  return [...Map.groupBy(sorted, binAt).values()]
}

function binOf(group: readonly Judged[], from: number, to: number): ReliabilityBin {
  const isEmpty = group.length === 0
  return {
    from,
    to,
    count: group.length,
    confidence: isEmpty ? null : meanOf(group, ({ confidence }) => confidence),
    right: isEmpty ? null : meanOf(group, ({ right }) => right),
  }
}

function confidenceAt(group: readonly Judged[], position: number): number {
  return group.at(position)?.confidence ?? 0
}

function decompose(judged: readonly Judged[], groups: readonly (readonly Judged[])[]) {
  const base = meanOf(judged, ({ right }) => right)
  let [reliability, resolution, withinBins] = [0, 0, 0]
  for (const group of groups) {
    const confidence = meanOf(group, one => one.confidence)
    const right = meanOf(group, one => one.right)
    reliability += group.length * (confidence - right) ** 2
    resolution += group.length * (right - base) ** 2
    for (const one of group) {
      const apart = one.confidence - confidence
      withinBins += apart ** 2 - 2 * apart * (one.right - right)
    }
  }
  const n = judged.length
  return {
    reliability: reliability / n,
    resolution: resolution / n,
    uncertainty: base * (1 - base),
    withinBins: withinBins / n,
  }
}

function expectedError(bins: readonly ReliabilityBin[], total: number): number {
  return bins.reduce((sum, bin) => sum + bin.count * Math.abs((bin.confidence ?? 0) - (bin.right ?? 0)), 0) / total
}

function shareOf(asked: readonly Asked[], holds: (asked: Asked) => boolean): number | null {
  return asked.length === 0 ? null : asked.filter(holds).length / asked.length
}
