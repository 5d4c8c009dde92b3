// Runs of question sets: while they go on, what came of them, and that as a file.
import { html } from 'hono/html'
import { scopeOf } from '../../src/core/access/rights.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import { reportTestRun } from '../../src/core/impact/compare-test-runs.ts'
import { workbenchTexts as texts } from '../../src/core/messages/ja/admin/workbench.ts'
import type { QuestionSet, TestRun } from '../../src/core/ports/question-sets.ts'
import { entryNames, mayBeNamed } from '../entry-reference.ts'
import { failureNotice, jobAddress, progressPage } from '../job-progress.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { resultsFile } from './results-file.ts'
import { entriesOfRun, runPage, SHOWS } from './run-page.ts'
import { SETS_PATH } from './sets-page.ts'
import type { SetsDeps } from './sets-routes.ts'
import { WORKBENCH_PLACE } from './try-page.ts'

export function runRoutes(deps: SetsDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /workbench/jobs/:id', 'workbench.use', visit => showJob(visit, deps)),
    guardedRoute('GET /workbench/runs/:id', 'workbench.use', visit => showRun(visit, deps)),
    guardedRoute('GET /workbench/runs/:id/results.csv', 'workbench.use', visit => sendResults(visit, deps)),
  ]
}

async function showJob({ request, response, send }: SignedInVisit, { jobs }: SetsDeps): Promise<void> {
  const job = jobs.find(String(request.params['id']))
  if (job === null) return response.redirect(303, SETS_PATH)
  const end = job.end()
  if (end?.kind === 'ran') return response.redirect(303, `/admin/workbench/runs/${end.runId}`)
  if (end === null) {
    const view = { job, address: jobAddress(job), backTo: SETS_PATH, place: WORKBENCH_PLACE }
    return send(progressPage({ ...view, about: texts.sets.title }))
  }
  if (end.kind === 'done') return response.redirect(303, WORKBENCH_PLACE)
  const main = html`<div class="flow"><h1>${texts.job.heading}</h1>
<div class="page-end">${failureNotice(end)}</div>
<p class="page-end"><a href="${SETS_PATH}">${texts.set.back}</a></p></div>`
  await send({ title: texts.job.title, main, place: WORKBENCH_PLACE })
}

interface FoundRun {
  readonly run: TestRun
  readonly set: QuestionSet
  readonly before: TestRun | null
}

async function mustFind({ request }: SignedInVisit, { bench }: SetsDeps): Promise<FoundRun> {
  const id = String(request.params['id'])
  const run = await bench.questionSets.findRun(id)
  const set = run && (await bench.questionSets.find(run.setId))
  if (run === null || set === null) throw new FaqError('not_found', { what: 'test_run', id })
  return { run, set, before: await bench.questionSets.runBefore(run) }
}

async function showRun(visit: SignedInVisit, deps: SetsDeps): Promise<void> {
  const { run, set, before } = await mustFind(visit, deps)
  const report = reportTestRun(set.questions, run.results, before?.results ?? null)
  const show = SHOWS.find(one => one === readField(visit.request.query, 'show')) ?? 'misses'
  const nameOf = await entryNames(entriesOfRun(report, show), scopeOf(visit.account), deps.registry)
  await visit.send(runPage({ set, run, before, report, show, nameOf }))
}

async function sendResults(visit: SignedInVisit, deps: SetsDeps): Promise<void> {
  const { run, set, before } = await mustFind(visit, deps)
  const report = reportTestRun(set.questions, run.results, before?.results ?? null)
  const scope = scopeOf(visit.account)
  const firsts = [...new Set(run.results.flatMap(({ ranked }) => ranked.slice(0, 1)))]
  const entries = await deps.registry.entriesById(firsts)
  const named = new Map(entries.filter(entry => mayBeNamed(entry, scope)).map(({ id, question }) => [id, question]))
  visit.response
    .attachment(`zencho-${dateInJapan(run.at)}-${run.id.slice(0, 8)}.csv`)
    .type('text/csv; charset=utf-8')
    .send(resultsFile(report, id => named.get(id) ?? ''))
}
