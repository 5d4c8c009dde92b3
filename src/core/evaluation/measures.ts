// What an evaluation asks and keeps, and the measures of one ranking against graded relevance.
import type { Outcome } from '../search/judge.ts'

/** One question of an evaluation set. Grade 2 answers it, 1 helps; without any above 0, no entry answers it. */
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
  /** Estimated probability, 0–1, that the first entry answers. */
  readonly confidence: number
  /** Entry ids, best first, none twice. */
  readonly ranked: readonly string[]
  readonly scores: readonly number[]
}

/** A question with what was said to it. */
export interface Asked {
  readonly query: EvaluationQuery
  readonly run: EvaluationRun
}

export const RANKING_MEASURES = ['s1', 's5', 'mrr', 'ndcg10', 'recall10'] as const
export type RankingMeasure = (typeof RANKING_MEASURES)[number]

/**
 * Each from 0 to 1, of one question or as the mean over many:
 * `s1`, `s5` – a relevant entry is first, or among the first five;
 * `mrr` – 1 / rank of the first relevant entry, 0 where none was returned;
 * `ndcg10` – discounted gain of the first ten over the best possible, gains 2^grade − 1 (Järvelin & Kekäläinen 2002, with
 * the gains of Burges et al. 2005);
 * `recall10` – share of the relevant entries among the first ten.
 */
export type RankingMeasures = Readonly<Record<RankingMeasure, number>>

const CUTOFF = 10

/** Measures one ranking; all zero for a question that no entry answers. */
export function measureRanking({ query, run }: Asked): RankingMeasures {
  const rank = rankOfFirstRelevant({ query, run })
  const within = (depth: number) => (rank !== null && rank <= depth ? 1 : 0)
  return {
    s1: within(1),
    s5: within(5),
    mrr: rank === null ? 0 : 1 / rank,
    ndcg10: ndcg(query, run),
    recall10: recall(query, run),
  }
}

/** From 1; null where no relevant entry was returned. */
export function rankOfFirstRelevant({ query, run }: Asked): number | null {
  const position = run.ranked.findIndex(id => gradeOf(query, id) > 0)
  return position === -1 ? null : position + 1
}

/** Whether the entry put first helps or answers; never so where no entry does. */
export function isFirstRight({ query, run }: Asked): boolean {
  const first = run.ranked[0]
  return first !== undefined && gradeOf(query, first) > 0
}

export function isAnswerable(query: EvaluationQuery): boolean {
  return Object.values(query.relevant).some(grade => grade > 0)
}

/**
 * Questions with their runs, in the order of their ids: every figure is then the same to the last digit, draws of chance
 * included, whatever the order in a file. Throws RangeError for a question without its run.
 */
export function pairById(queries: readonly EvaluationQuery[], runs: readonly EvaluationRun[]): readonly Asked[] {
  const runOf = new Map(runs.map(run => [run.id, run]))
  const pairs = queries.map(query => {
    const run = runOf.get(query.id)
    if (run === undefined) throw new RangeError(`expected a run for query ${query.id}, got none`)
    return { query, run }
  })
  return pairs.sort((a, b) => (a.query.id < b.query.id ? -1 : 1))
}

/** 0 of nothing. */
export function meanOf<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.length === 0 ? 0 : items.reduce((sum, item) => sum + measure(item), 0) / items.length
}

function gradeOf(query: EvaluationQuery, entryId: string): number {
  return query.relevant[entryId] ?? 0
}

function ndcg(query: EvaluationQuery, run: EvaluationRun): number {
  const ideal = discountedGain(Object.values(query.relevant).sort((a, b) => b - a))
  return ideal === 0 ? 0 : discountedGain(run.ranked.map(id => gradeOf(query, id))) / ideal
}

function discountedGain(grades: readonly number[]): number {
  return grades.slice(0, CUTOFF).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
}

function recall(query: EvaluationQuery, run: EvaluationRun): number {
  const relevant = Object.values(query.relevant).filter(grade => grade > 0)
  const found = run.ranked.slice(0, CUTOFF).filter(id => gradeOf(query, id) > 0)
  return relevant.length === 0 ? 0 : found.length / relevant.length
}
