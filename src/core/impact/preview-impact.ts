// What would be answered otherwise if a change were in force: asked of the workbench, judged question by question.
import type { JobOptions, Trial, Workbench, WorkbenchEnd } from '../ports/workbench.ts'
import { gatherQuestions, type QuestionSources } from './impact-questions.ts'
import { type ImpactReport, reportImpact } from './impact-report.ts'

export type ImpactEnd =
  | { readonly kind: 'done'; readonly report: ImpactReport }
  | Exclude<WorkbenchEnd, { readonly kind: 'done' }>

export interface PreviewDeps {
  readonly workbench: Pick<Workbench, 'run'>
}

/** Never rejects because of the workbench: that it cannot is an end too. */
export async function previewImpact(
  trial: Trial,
  sources: Omit<QuestionSources, 'tried'>,
  { workbench, ...options }: PreviewDeps & JobOptions,
): Promise<ImpactEnd> {
  const tried = trial.entries.flatMap(({ id, content }) => (content === null ? [] : [{ id, content }]))
  const questions = gatherQuestions({ ...sources, tried })
  const asked = questions.map(({ text, sectionCode }) => ({ text, sectionCode }))
  const end = await workbench.run({ questions: asked, trial }, options)
  if (end.kind !== 'done') return end
  const { now, tried: after, byMeaning } = end.result
  if (after === null) return { kind: 'failed', reason: 'expected answers with the trial, got none' }
  return { kind: 'done', report: reportImpact(questions, { before: now, after, byMeaning }) }
}
