// Measures of a ranking against graded relevance, and of the judgement against what can be answered.
import type { Outcome } from './search/judge.ts'

/** One question of an evaluation set. Grade 2 answers it, 1 helps; without any, no entry answers it. */
export interface EvaluationQuery {
  readonly id: string
  readonly text: string
  readonly relevant: Readonly<Record<string, number>>
  readonly kind?: string | undefined
}

/** What the product said to one question. */
export interface EvaluationRun {
  readonly id: string
  readonly outcome: Outcome
  readonly confidence: number
  readonly ranked: readonly string[]
  readonly scores: readonly number[]
}

export interface RankingMeasures {
  /** Share of questions with a relevant entry first, and among the first five. */
  readonly s1: number
  readonly s5: number
  /** Mean of 1 / rank of the first relevant entry (0 beyond rank 20). */
  readonly mrr: number
  /** Järvelin & Kekäläinen 2002, gains 2^grade − 1. */
  readonly ndcg10: number
  /** Mean share of the relevant entries among the first ten. */
  readonly recall10: number
}

export interface JudgementMeasures {
  readonly answered: number
  readonly candidates: number
  readonly unanswered: number
}

export interface EvaluationSummary extends RankingMeasures {
  /** Questions that some entry answers; the ranking is measured on these. */
  readonly answerable: number
  readonly unanswerable: number
  readonly ofAnswerable: JudgementMeasures
  readonly ofUnanswerable: JudgementMeasures
  /** Of the `answered` (answerable or not), the share whose first entry is relevant; null without any. */
  readonly answeredRight: number | null
}

const CUTOFF = 10

/** Summarises runs, matched to queries by id; every query must have its run. */
export function summarise(queries: readonly EvaluationQuery[], runs: readonly EvaluationRun[]): EvaluationSummary {
  const runOf = new Map(runs.map(run => [run.id, run]))
  const pairs = queries.map(query => {
    const run = runOf.get(query.id)
    if (run === undefined) throw new RangeError(`expected a run for query ${query.id}, got none`)
    return { query, run }
  })
  const answerable = pairs.filter(({ query }) => Object.keys(query.relevant).length > 0)
  const unanswerable = pairs.filter(({ query }) => Object.keys(query.relevant).length === 0)
  const answered = pairs.filter(({ run }) => run.outcome === 'answered')
  const right = answered.filter(({ query, run }) => gradeAt(query, run, 0) > 0)
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    ...rankingMeasures(answerable),
    ofAnswerable: countOutcomes(answerable.map(({ run }) => run)),
    ofUnanswerable: countOutcomes(unanswerable.map(({ run }) => run)),
    answeredRight: answered.length === 0 ? null : right.length / answered.length,
  }
}

interface Pair {
  readonly query: EvaluationQuery
  readonly run: EvaluationRun
}

function rankingMeasures(pairs: readonly Pair[]): RankingMeasures {
  const mean = (measure: (pair: Pair) => number) => {
    return pairs.length === 0 ? 0 : pairs.reduce((sum, pair) => sum + measure(pair), 0) / pairs.length
  }
  const rankOf = ({ query, run }: Pair) => run.ranked.findIndex(id => (query.relevant[id] ?? 0) > 0) + 1
  const foundWithin = (pair: Pair, depth: number) => (rankOf(pair) >= 1 && rankOf(pair) <= depth ? 1 : 0)
  return {
    s1: mean(pair => foundWithin(pair, 1)),
    s5: mean(pair => foundWithin(pair, 5)),
    mrr: mean(pair => (rankOf(pair) === 0 ? 0 : 1 / rankOf(pair))),
    ndcg10: mean(({ query, run }) => ndcg(query, run)),
    recall10: mean(({ query, run }) => recall(query, run)),
  }
}

function gradeAt(query: EvaluationQuery, run: EvaluationRun, position: number): number {
  const id = run.ranked[position]
  return id === undefined ? 0 : (query.relevant[id] ?? 0)
}

function ndcg(query: EvaluationQuery, run: EvaluationRun): number {
  const gained = discountedGain(run.ranked.slice(0, CUTOFF).map(id => query.relevant[id] ?? 0))
  const ideal = discountedGain(
    Object.values(query.relevant)
      .sort((a, b) => b - a)
      .slice(0, CUTOFF),
  )
  return ideal === 0 ? 0 : gained / ideal
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
}

function recall(query: EvaluationQuery, run: EvaluationRun): number {
  const relevant = Object.keys(query.relevant)
  const found = run.ranked.slice(0, CUTOFF).filter(id => (query.relevant[id] ?? 0) > 0)
  return relevant.length === 0 ? 0 : found.length / relevant.length
}

function countOutcomes(runs: readonly EvaluationRun[]): JudgementMeasures {
  const count = (outcome: Outcome) => runs.filter(run => run.outcome === outcome).length
  return { answered: count('answered'), candidates: count('candidates'), unanswered: count('unanswered') }
}
