import { describe, expect, test } from 'vitest'
import type { EvaluationRun } from '../../../src/core/evaluation/measures.ts'
import { reportTestRun } from '../../../src/core/impact/compare-test-runs.ts'
import type { Outcome } from '../../../src/core/search/judge.ts'

const queries = [
  { id: 'q1', text: '年休', relevant: { a: 2 } },
  { id: 'q2', text: '旅費', relevant: { b: 2, c: 1 } },
  { id: 'q3', text: '食堂', relevant: {} },
]
const run = (id: string, outcome: Outcome, ...ranked: readonly string[]): EvaluationRun => {
  return { id, outcome, confidence: 0.5, ranked, scores: ranked.map(() => 0) }
}

describe('the report of a test run', () => {
  test('tells how each question fared and at which rank its answer stood', () => {
    const results = [run('q1', 'answered', 'a', 'x'), run('q2', 'candidates', 'x', 'c'), run('q3', 'unanswered', 'x')]
    const report = reportTestRun(queries, results, null)
    expect(report.questions.map(({ fare, rank, change }) => [fare, rank, change])).toEqual([
      ['right', 1, null],
      ['shown', 2, null],
      ['right', null, null],
    ])
    expect(report.summary).toMatchObject({ s1: 0.5, s5: 1, mrr: 0.75, answerable: 2, unanswerable: 1 })
    expect([report.answeredRight, report.answeredWrong, report.gained, report.lost]).toEqual([1, 0, 0, 0])
  })

  test('counts an answer to what no entry answers as wrong, and candidates as missed', () => {
    const fares = (outcome: Outcome) =>
      reportTestRun(queries.slice(2), [run('q3', outcome, 'x')], null).questions[0]?.fare
    expect([fares('answered'), fares('candidates'), fares('unanswered')]).toEqual(['wrong', 'missed', 'right'])
  })

  test('tells gains and losses since the run before, and leaves out what that run did not ask', () => {
    const before = [run('q1', 'answered', 'a'), run('q2', 'candidates', 'x', 'c')]
    const after = [run('q1', 'candidates', 'x', 'a'), run('q2', 'answered', 'b'), run('q3', 'unanswered')]
    const report = reportTestRun(queries, after, before)
    expect(report.questions.map(({ change }) => change)).toEqual(['lost', 'gained', null])
    expect([report.gained, report.lost]).toEqual([1, 1])
  })

  test('leaves out a question without a result', () => {
    expect(reportTestRun(queries, [run('q1', 'unanswered')], null).questions.map(({ query }) => query.id)).toEqual([
      'q1',
    ])
  })
})
