// The figures of one set: the ranking over questions that some entry answers, the judgement over all.
import { OUTCOMES, type Outcome } from '../search/judge.ts'
import { bootstrapInterval, type Interval } from './bootstrap.ts'
import {
  type Asked,
  type EvaluationQuery,
  type EvaluationRun,
  isAnswerable,
  isFirstRight,
  meanOf,
  measureRanking,
  pairById,
  RANKING_MEASURES,
  type RankingMeasure,
  type RankingMeasures,
} from './measures.ts'

export type OutcomeCounts = Readonly<Record<Outcome, number>>

export interface EvaluationSummary extends RankingMeasures {
  /** Questions that some entry answers; the ranking is measured on these. */
  readonly answerable: number
  readonly unanswerable: number
  readonly ofAnswerable: OutcomeCounts
  readonly ofUnanswerable: OutcomeCounts
  /** Of the `answered` (answerable or not), the share whose first entry is relevant; null without any. */
  readonly answeredRight: number | null
}

/** 95 % intervals; null where a figure has no question to rest on. */
export type SummaryIntervals = Readonly<Record<RankingMeasure | 'answeredRight', Interval | null>>

/** Summarises runs, matched to queries by id. Throws RangeError for a question without its run. */
export function summarise(queries: readonly EvaluationQuery[], runs: readonly EvaluationRun[]): EvaluationSummary {
  const asked = pairById(queries, runs)
  const answerable = asked.filter(({ query }) => isAnswerable(query))
  const unanswerable = asked.filter(({ query }) => !isAnswerable(query))
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    ...meanMeasures(answerable),
    ofAnswerable: countOutcomes(answerable),
    ofUnanswerable: countOutcomes(unanswerable),
    answeredRight: shareRight(asked.filter(isAnswered)),
  }
}

/** How far the figures of `summarise` could lie otherwise, had other questions of the same kind been asked. */
export function summaryIntervals(
  queries: readonly EvaluationQuery[],
  runs: readonly EvaluationRun[],
): SummaryIntervals {
  const asked = pairById(queries, runs)
  const measured = asked.filter(({ query }) => isAnswerable(query)).map(measureRanking)
  const ofMeasure = (measure: RankingMeasure) => {
    return bootstrapInterval(measured, drawn => meanOf(drawn, measures => measures[measure]))
  }
  return {
    ...mapMeasures(ofMeasure),
    // The number of answers varies with the questions too, so it is drawn along: a ratio of two sums.
    answeredRight: bootstrapInterval(asked, drawn => shareRight(drawn.filter(isAnswered))),
  }
}

/** One value for each measure of a ranking. */
export function mapMeasures<T>(valueOf: (measure: RankingMeasure) => T): Readonly<Record<RankingMeasure, T>> {
  return Object.fromEntries(RANKING_MEASURES.map(measure => [measure, valueOf(measure)])) as Record<RankingMeasure, T>
}

function meanMeasures(asked: readonly Asked[]): RankingMeasures {
  const measured = asked.map(measureRanking)
  return mapMeasures(measure => meanOf(measured, measures => measures[measure]))
}

function isAnswered({ run }: Asked): boolean {
  return run.outcome === 'answered'
}

function shareRight(answered: readonly Asked[]): number | null {
  return answered.length === 0 ? null : answered.filter(isFirstRight).length / answered.length
}

function countOutcomes(asked: readonly Asked[]): OutcomeCounts {
  const count = (outcome: Outcome) => asked.filter(({ run }) => run.outcome === outcome).length
  return Object.fromEntries(OUTCOMES.map(outcome => [outcome, count(outcome)])) as Record<Outcome, number>
}
