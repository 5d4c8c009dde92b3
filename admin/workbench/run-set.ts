// Runs a question set in the workbench and keeps what came of it.
import type { BackgroundJob } from '../../src/core/background-jobs.ts'
import type { EvaluationRun } from '../../src/core/evaluation/measures.ts'
import type { Bench } from '../../src/core/impact/bench.ts'
import type { BenchEnd, BenchJobs } from '../../src/core/impact/bench-jobs.ts'
import type { QuestionSet } from '../../src/core/ports/question-sets.ts'
import type { Actor } from '../../src/core/ports/registry.ts'
import type { Found } from '../../src/core/ports/workbench.ts'

export interface RunSetDeps {
  readonly bench: Pick<Bench, 'questionSets' | 'workbench'>
  readonly jobs: BenchJobs
}

/** A set that is being run already is not run twice at once. */
export function runSet(set: QuestionSet, actor: Actor, { bench, jobs }: RunSetDeps): BackgroundJob<BenchEnd> {
  return jobs.start(`set ${set.id}`, async controls => {
    const questions = set.questions.map(({ text }) => ({ text, sectionCode: null }))
    const end = await bench.workbench.run({ questions, trial: null }, controls)
    if (end.kind !== 'done') return end
    const results = set.questions.map(({ id }, i) => toRun(id, end.result.now[i] as Found))
    const run = await bench.questionSets.addRun(set.id, results, actor)
    return { kind: 'ran', runId: run.id }
  })
}

function toRun(id: string, { outcome, confidence, ranked, scores }: Found): EvaluationRun {
  return { id, outcome, confidence, ranked, scores }
}
