// An import after its file was read: its progress, its result, and what a person decides.

import { requireRight } from '../../src/core/access/rights.ts'
import {
  type ImportJob,
  isRunning,
  mayApply,
  ROW_VERDICTS,
  type RowVerdict,
} from '../../src/core/exchange/import-job.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { endPage } from './end-page.ts'
import type { ExchangeDeps } from './exchange-deps.ts'
import { progressPage, progressText } from './progress-page.ts'
import { sendReadPage } from './read-job.ts'
import { ROWS_PER_PAGE, resultPage } from './result-page.ts'

export async function sendJob(visit: SignedInVisit, job: ImportJob, deps: ExchangeDeps): Promise<void> {
  const place = '/admin/exchange'
  const wantsRead = readField(visit.request.query, 'step') === 'read' && job.inspection !== null
  switch (job.state) {
    case 'uploaded':
      return sendReadPage(visit, job, deps)
    case 'checking':
    case 'applying':
      return visit.send({ ...progressPage(job, deps.exchange.progressOf(job.id)), place })
    case 'checked':
      return wantsRead ? sendReadPage(visit, job, deps) : sendResult(visit, job, deps)
    case 'failed':
      return wantsRead ? sendReadPage(visit, job, deps) : visit.send({ ...endPage(job), place })
    case 'applied':
    case 'cancelled':
      return visit.send({ ...endPage(job), place })
  }
}

async function sendResult({ request, send }: SignedInVisit, job: ImportJob, { exchange }: ExchangeDeps): Promise<void> {
  const counts = job.summary?.counts
  const wanted = ROW_VERDICTS.find(verdict => verdict === readField(request.query, 'show'))
  const verdict = wanted ?? FIRST_SHOWN.find(some => (counts?.[some] ?? 0) > 0) ?? 'unchanged'
  const pages = Math.max(1, Math.ceil((counts?.[verdict] ?? 0) / ROWS_PER_PAGE))
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(readField(request.query, 'page'))) || 1))
  const rows = await exchange.imports.rows(job.id, {
    verdict,
    limit: ROWS_PER_PAGE,
    offset: (page - 1) * ROWS_PER_PAGE,
  })
  await send({ ...resultPage({ job, verdict, rows, page, pages }), place: '/admin/exchange' })
}

/** What needs a person's eyes first. */
const FIRST_SHOWN: readonly RowVerdict[] = ['error', 'duplicate', 'changed', 'new']

export async function sendProgress({ response }: SignedInVisit, job: ImportJob, deps: ExchangeDeps): Promise<void> {
  const progress = deps.exchange.progressOf(job.id)
  const { done = 0, total = 0 } = progress ?? {}
  response.json({ running: isRunning(job), done, total, text: progressText(job, progress) })
}

export async function startApply(visit: SignedInVisit, job: ImportJob, deps: ExchangeDeps): Promise<void> {
  const { account, request, response } = visit
  if (mayApply(job)) {
    await requireRights(visit, job, deps)
    const withDuplicates = readField(request.body, 'withDuplicates') === 'on'
    await deps.exchange.apply(job.id, { withDuplicates, account })
  }
  response.redirect(303, `/admin/exchange/jobs/${job.id}`)
}

/** Rights may have been taken away since the check, and who applies may be another than who checked. */
async function requireRights(
  { account }: SignedInVisit,
  { summary }: ImportJob,
  { exchange }: ExchangeDeps,
): Promise<void> {
  const states = new Map((await exchange.imports.sectionStates()).map(state => [state.code, state]))
  for (const code of summary?.sections ?? []) requireRight(account, 'entry.edit', code)
  for (const code of summary?.publishingSections ?? []) {
    if (states.get(code)?.approval !== false) requireRight(account, 'entry.publish', code)
  }
}

export async function cancelJob(
  { response }: SignedInVisit,
  job: ImportJob,
  { exchange }: ExchangeDeps,
): Promise<void> {
  await exchange.cancel(job.id)
  response.redirect(303, `/admin/exchange/jobs/${job.id}`)
}
