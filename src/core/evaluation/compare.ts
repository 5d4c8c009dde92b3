// Two runs over the same questions: how far apart they are, how sure that is, and which questions made it so.
import type { Outcome } from '../search/judge.ts'
import { bootstrapInterval, type Interval } from './bootstrap.ts'
import { squaredError } from './calibration.ts'
import {
  type Asked,
  type EvaluationQuery,
  type EvaluationRun,
  isAnswerable,
  meanOf,
  measureRanking,
  pairById,
  type RankingMeasure,
  type RankingMeasures,
  rankOfFirstRelevant,
} from './measures.ts'
import { signFlipP } from './sign-flip.ts'
import { mapMeasures } from './summarise.ts'

/** Of one figure. `difference` is after − before, with its paired 95 % interval (null without questions). */
export interface Difference {
  readonly before: number
  readonly after: number
  readonly difference: number
  readonly interval: Interval | null
  /** Two-sided p-value of the randomisation test. */
  readonly p: number
}

export type RankingDifferences = Readonly<Record<RankingMeasure, Difference>>

/** One question before and after. Ranks are those of the first relevant entry; null where none was returned. */
export interface QueryChange {
  readonly id: string
  readonly text: string
  readonly rank: { readonly before: number | null; readonly after: number | null }
  readonly ndcg10: { readonly before: number; readonly after: number }
  readonly outcome: { readonly before: Outcome; readonly after: Outcome }
}

export interface Comparison {
  readonly ranking: RankingDifferences
  /** Mean squared error of the confidence, over all questions: lower is better. */
  readonly brier: Difference
  /** Answerable questions by the change of their nDCG@10. */
  readonly better: number
  readonly worse: number
  readonly same: number
  /** All that got better or worse, the largest change first. */
  readonly changes: readonly QueryChange[]
}

/** Below this, two values of a measure are the same value. */
const SAME_MAX = 1e-9

/** Throws RangeError for a question that either side has no run of. */
export function compareRuns(
  queries: readonly EvaluationQuery[],
  runsBefore: readonly EvaluationRun[],
  runsAfter: readonly EvaluationRun[],
): Comparison {
  const [before, after] = [pairById(queries, runsBefore), pairById(queries, runsAfter)]
  const all = before.flatMap((asked, i) => changeOf(asked, after[i] as Asked))
  const by = (sign: number) => all.filter(change => signOf(gainOf(change)) === sign)
  return {
    ranking: compareRankings(queries, runsBefore, runsAfter),
    brier: differenceOf(before.map(squaredError), after.map(squaredError)),
    better: by(1).length,
    worse: by(-1).length,
    same: by(0).length,
    changes: [...by(1), ...by(-1)].sort((a, b) => Math.abs(gainOf(b)) - Math.abs(gainOf(a)) || (a.id < b.id ? -1 : 1)),
  }
}

/** The ranking alone, for runs that make no judgement. */
export function compareRankings(
  queries: readonly EvaluationQuery[],
  runsBefore: readonly EvaluationRun[],
  runsAfter: readonly EvaluationRun[],
): RankingDifferences {
  const answerable = queries.filter(isAnswerable)
  const [before, after] = [runsBefore, runsAfter].map(runs => pairById(answerable, runs).map(measureRanking))
  const valuesOf = (measured: readonly RankingMeasures[] = [], measure: RankingMeasure) => {
    return measured.map(measures => measures[measure])
  }
  return mapMeasures(measure => differenceOf(valuesOf(before, measure), valuesOf(after, measure)))
}

/** Whether the ranking is worse than before by more than rounding; no test of chance: a gate lets no loss pass. */
export function isLoss({ ndcg10 }: RankingDifferences): boolean {
  return ndcg10.difference < -SAME_MAX
}

function differenceOf(before: readonly number[], after: readonly number[]): Difference {
  const differences = before.map((value, i) => (after[i] as number) - value)
  const mean = (values: readonly number[]) => meanOf(values, value => value)
  return {
    before: mean(before),
    after: mean(after),
    difference: mean(differences),
    interval: bootstrapInterval(differences, mean),
    p: signFlipP(differences),
  }
}

function changeOf(before: Asked, after: Asked): readonly QueryChange[] {
  if (!isAnswerable(before.query)) return []
  return [
    {
      id: before.query.id,
      text: before.query.text,
      rank: { before: rankOfFirstRelevant(before), after: rankOfFirstRelevant(after) },
      ndcg10: { before: measureRanking(before).ndcg10, after: measureRanking(after).ndcg10 },
      outcome: { before: before.run.outcome, after: after.run.outcome },
    },
  ]
}

function gainOf({ ndcg10 }: QueryChange): number {
  return ndcg10.after - ndcg10.before
}

function signOf(gain: number): number {
  return Math.abs(gain) <= SAME_MAX ? 0 : Math.sign(gain)
}
