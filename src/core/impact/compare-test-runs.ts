// One run of a question set: how each question fared, and what was gained and lost since the run before.
import { type EvaluationQuery, type EvaluationRun, isAnswerable, rankOfFirstRelevant } from '../evaluation/measures.ts'
import { type EvaluationSummary, summarise } from '../evaluation/summarise.ts'
import { compareStandings, type KnownAnswer, type Standing, standingOf } from './known-answer.ts'

/** `right`: answered with a right entry, or rightly told that there is none. `shown`: a right one among the candidates. */
export const FARES = ['wrong', 'missed', 'shown', 'right'] as const
export type Fare = (typeof FARES)[number]

export interface TestedQuestion {
  readonly query: EvaluationQuery
  readonly run: EvaluationRun
  readonly fare: Fare
  /** Rank of the first right entry; null where none was found, or none is right. */
  readonly rank: number | null
  /** Against the run before; null without one, or where the question is new to it. */
  readonly change: 'gained' | 'lost' | 'same' | null
}

export interface TestReport {
  readonly summary: EvaluationSummary
  /** Answered with a right entry. */
  readonly answeredRight: number
  /** Answered with a wrong entry, or though there is none. */
  readonly answeredWrong: number
  readonly gained: number
  readonly lost: number
  /** In the order of the set. */
  readonly questions: readonly TestedQuestion[]
}

/** Questions without a result are left out: a run that was cut short is no run. */
export function reportTestRun(
  queries: readonly EvaluationQuery[],
  results: readonly EvaluationRun[],
  before: readonly EvaluationRun[] | null,
): TestReport {
  const ran = new Map(results.map(run => [run.id, run]))
  const earlier = new Map((before ?? []).map(run => [run.id, run]))
  const questions = queries.flatMap(query => {
    const run = ran.get(query.id)
    return run === undefined ? [] : [test(query, run, earlier.get(query.id))]
  })
  const answered = questions.filter(({ run }) => run.outcome === 'answered')
  const right = answered.filter(({ fare }) => fare === 'right').length
  return {
    summary: summarise(
      questions.map(({ query }) => query),
      results,
    ),
    answeredRight: right,
    answeredWrong: answered.length - right,
    gained: questions.filter(({ change }) => change === 'gained').length,
    lost: questions.filter(({ change }) => change === 'lost').length,
    questions,
  }
}

function test(query: EvaluationQuery, run: EvaluationRun, before: EvaluationRun | undefined): TestedQuestion {
  const standing = standingOfRun(query, run)
  const order = before === undefined ? null : compareStandings(standing, standingOfRun(query, before))
  return {
    query,
    run,
    fare: fareOf(standing, isAnswerable(query)),
    rank: rankOfFirstRelevant({ query, run }),
    change: order === null ? null : order > 0 ? 'gained' : order < 0 ? 'lost' : 'same',
  }
}

function standingOfRun({ relevant }: EvaluationQuery, run: EvaluationRun): Standing {
  const known: KnownAnswer = { source: 'label', relevant, wrong: [] }
  return standingOf(known, { ...run, exact: [] })
}

/** Candidates for a question that has no answer are no harm, but no answer either. */
function fareOf([level]: Standing, answerable: boolean): Fare {
  if (level === 2 && !answerable) return 'missed'
  return FARES[level] as Fare
}
