// The test bench: one question tried out, question sets with their runs, and how far a job is.
import { scopeOf } from '../../src/core/access/rights.ts'
import { QUESTION_LENGTH_MAX } from '../../src/core/answer-question.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import type { Explanation, QuestionToExplain } from '../../src/core/explain/explain-question.ts'
import { workbenchTexts as texts } from '../../src/core/messages/ja/admin/workbench.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { runRoutes } from './run-routes.ts'
import { type SetsDeps, setsRoutes } from './sets-routes.ts'
import { tryPage } from './try-page.ts'

export interface WorkbenchDeps extends SetsDeps {
  readonly explain: (question: QuestionToExplain) => Promise<Explanation>
}

export function workbenchRoutes(deps: WorkbenchDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /workbench', 'workbench.use', visit => tryOne(visit, deps)),
    guardedRoute('GET /workbench/jobs/:id/progress', 'workbench.use', visit => sendProgress(visit, deps)),
    guardedRoute('POST /workbench/jobs/:id/cancel', 'workbench.use', visit => cancel(visit, deps)),
    ...setsRoutes(deps),
    ...runRoutes(deps),
  ]
}

async function tryOne({ request, account, send }: SignedInVisit, { explain, registry }: WorkbenchDeps): Promise<void> {
  const question = readField(request.query, 'q')
  const sectionCode = readField(request.query, 'section')
  const sections = await registry.sections()
  const view = { question, sectionCode, sections, explanation: null, problem: null }
  if (question === '') return send(tryPage(view))
  const known = sections.some(({ code }) => code === sectionCode)
  try {
    const scope = scopeOf(account)
    const explanation = await explain({ text: question, sectionCode: known ? sectionCode : undefined, scope })
    await send(tryPage({ ...view, explanation }))
  } catch (error) {
    if (!isFault(error, 'bad_input')) throw error
    await send(tryPage({ ...view, problem: texts.badQuestion(QUESTION_LENGTH_MAX) }), 400)
  }
}

async function sendProgress({ request, response }: SignedInVisit, { jobs }: WorkbenchDeps): Promise<void> {
  const job = findJob(request, jobs)
  const { done, total } = job.progress()
  response.json({ ended: job.end() !== null, done, total, text: texts.job.progress(done, total) })
}

async function cancel({ request, response }: SignedInVisit, { jobs }: WorkbenchDeps): Promise<void> {
  findJob(request, jobs).cancel()
  const to = readField(request.body, 'to')
  response.redirect(303, /^\/admin\/[\w\-./%]*$/u.test(to) ? to : '/admin/workbench')
}

function findJob({ params }: SignedInVisit['request'], jobs: WorkbenchDeps['jobs']) {
  const id = String(params['id'])
  const job = jobs.find(id)
  if (job === null) throw new FaqError('not_found', { what: 'job', id })
  return job
}
