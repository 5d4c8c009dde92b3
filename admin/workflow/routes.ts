// The workflow's addresses: an entry's page, its steps, its history and revisions, and the list of what waits.
import { randomUUID } from 'node:crypto'
import type { Request } from 'express'
import { scopeOf, sectionsWhere } from '../../src/core/access/rights.ts'
import { idsStillModels } from '../../src/core/drafting/still-models.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan, fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { instantInJapan } from '../../src/core/japan-time.ts'
import type { ScheduleKind } from '../../src/core/ports/schedules.ts'
import { permissionFor, type WorkflowAction } from '../../src/core/workflow/rules.ts'
import type { WorkflowOutcome, WorkflowRequest } from '../../src/core/workflow/workflow.ts'
import { windowOf } from '../pages-of.ts'
import { readField } from '../read-field.ts'
import { resolutionPiece } from '../resolution/entry-page.ts'
import { readEntryResolution } from '../resolution/read-entry.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sectionOfEntry } from '../section-of-entry.ts'
import { entryPage, type Told } from './entry-page.ts'
import { historyPage } from './history-page.ts'
import { namesOf } from './names.ts'
import { isDoneStep, refusedBy, toldOfDone } from './outcome.ts'
import { readView, readWorkingEntry, type WorkflowPagesDeps } from './read-view.ts'
import { reviewsPage } from './reviews-page.ts'
import { revisionPage } from './revision-page.ts'

/** Events of a history, and entries of each list, on one page. */
const PER_PAGE = 50
/** Revisions to choose from where two are compared. */
const CHOICES_MAX = 200

/** Whoever edits may take these steps, or, where a section has approval, the workflow asks for more. */
const STEPS = ['submit', 'withdraw', 'return', 'publish', 'archive', 'restore', 'comment'] as const

export function workflowRoutes(deps: WorkflowPagesDeps): readonly AdminRoute[] {
  const right = { action: 'entry.edit', sectionOf: sectionOfEntry(deps) } as const
  return [
    guardedRoute('GET /reviews', 'entries.read', visit => showReviews(visit, deps)),
    guardedRoute('GET /entries/:id', 'entries.read', visit => showEntry(visit, deps)),
    guardedRoute('GET /entries/:id/history', 'entries.read', visit => showHistory(visit, deps)),
    guardedRoute('GET /entries/:id/revisions/:number', 'entries.read', visit => showRevision(visit, deps)),
    ...STEPS.map(step => guardedRoute(`POST /entries/:id/${step}`, right, visit => takeStep(visit, step, deps))),
    guardedRoute('POST /entries/:id/schedule', right, visit => schedule(visit, deps)),
  ]
}

async function showEntry(visit: SignedInVisit, deps: WorkflowPagesDeps): Promise<void> {
  const view = await readView(idOf(visit.request), visit.account, deps)
  const done = readField(visit.request.query, 'done')
  const told: Told | null = isDoneStep(done) ? toldOfDone(done) : null
  const today = dateInJapan(deps.now())
  const resolution = resolutionPiece(await readEntryResolution(view.entry, fiscalYearOf(today), deps))
  await visit.send(entryPage(view, { today, told, resolution }))
}

async function showHistory(visit: SignedInVisit, deps: WorkflowPagesDeps): Promise<void> {
  const entry = await readWorkingEntry(idOf(visit.request), visit.account, deps)
  const window = windowOf(visit.request.query, PER_PAGE)
  const [history, comments, accounts] = await Promise.all([
    deps.revisions.history(entry.id, window),
    deps.comments.of(entry.id),
    deps.accounts.all(),
  ])
  await visit.send(historyPage({ entry, ...history, comments, window, nameOf: namesOf(accounts) }))
}

async function showRevision(visit: SignedInVisit, deps: WorkflowPagesDeps): Promise<void> {
  const { request, account } = visit
  const entry = await readWorkingEntry(idOf(request), account, deps)
  const revision = await deps.revisions.find(entry.id, readNumber(request.params['number']))
  if (revision === null) throw new FaqError('not_found', { what: 'path', id: request.path })
  const asked = readField(request.query, 'with')
  const otherNumber = asked === '' ? revision.number - 1 : readNumber(asked)
  const [other, heads, settings, sections, accounts] = await Promise.all([
    otherNumber === revision.number ? null : deps.revisions.find(entry.id, otherNumber),
    deps.revisions.heads(entry.id, CHOICES_MAX),
    deps.settings.settingsOf(entry.section.code),
    deps.registry.sections(),
    deps.accounts.all(),
  ])
  const restoring = permissionFor('restore', { entry, settings, account })
  const nameOf = namesOf(accounts)
  await visit.send(revisionPage({ entry, revision, other, heads, restoring, sections, nameOf }))
}

async function showReviews(visit: SignedInVisit, deps: WorkflowPagesDeps): Promise<void> {
  const { account, request } = visit
  const window = windowOf(request.query, PER_PAGE)
  const mine = sectionsWhere(account, 'entry.publish')
  const seen = scopeOf(account)
  const [own, others, planned, accounts, modelDrafts] = await Promise.all([
    deps.queue.waiting({ sections: mine }, window),
    mine === null ? null : deps.queue.waiting({ sections: seen, without: mine }, window),
    deps.queue.planned(seen, window),
    deps.accounts.all(),
    idsStillModels(deps),
  ])
  await visit.send(reviewsPage({ mine: own, others, planned, window, nameOf: namesOf(accounts), modelDrafts }))
}

async function takeStep(visit: SignedInVisit, step: (typeof STEPS)[number], deps: WorkflowPagesDeps): Promise<void> {
  const { body } = visit.request
  const text = readField(body, 'text')
  const outcome = await deps.workflow.act(idOf(visit.request), stepRequest(step, text, body), visit.account)
  await answer(visit, { outcome, step, typed: { action: step, text, date: '', time: '' } }, deps)
}

function stepRequest(step: (typeof STEPS)[number], text: string, body: unknown): WorkflowRequest {
  if (step === 'comment') return { action: step, text, form: formName(body) }
  const seen = readNumber(readField(body, 'seen'))
  if (step === 'restore') return { action: step, seen, revision: readNumber(readField(body, 'revision')) }
  return { action: step, seen, text }
}

async function schedule(visit: SignedInVisit, deps: WorkflowPagesDeps): Promise<void> {
  const { request, account } = visit
  const id = idOf(request)
  const kind: ScheduleKind = readField(request.body, 'kind') === 'archive' ? 'archive' : 'publish'
  const action = kind === 'publish' ? 'plan_publish' : 'plan_archive'
  const date = readField(request.body, 'date')
  const time = readField(request.body, 'time')
  const typed = { action, text: '', date, time } as const
  if (readField(request.body, 'cancel') === 'yes') {
    const outcome = await deps.workflow.callOff(id, kind, account)
    return answer(visit, { outcome, step: 'call_off', typed }, deps)
  }
  const seen = readNumber(readField(request.body, 'seen'))
  const outcome = await deps.workflow.act(id, { action, seen, at: instantInJapan(date, time) }, account)
  await answer(visit, { outcome, step: action, typed }, deps)
}

interface Answered {
  readonly outcome: WorkflowOutcome
  readonly step: WorkflowAction | 'call_off'
  readonly typed: Parameters<typeof refusedBy>[1]
}

/** A step that was done is a page of its own address, which may be loaded again; one that was not keeps what was typed. */
async function answer(
  visit: SignedInVisit,
  { outcome, step, typed }: Answered,
  deps: WorkflowPagesDeps,
): Promise<void> {
  const id = idOf(visit.request)
  if (outcome.kind === 'done') {
    return visit.response.redirect(303, `/admin/entries/${encodeURIComponent(id)}?done=${step}`)
  }
  const { status, told, attempt } = refusedBy(outcome, typed, id)
  const view = await readView(id, visit.account, deps)
  await visit.send(entryPage(view, { today: dateInJapan(deps.now()), told, attempt }), status)
}

function idOf(request: Request): string {
  return String(request.params['id'])
}

/** As the page named it; a form without a name is like no other. */
function formName(body: unknown): string {
  const name = readField(body, 'form')
  return /^[\w-]{8,64}$/u.test(name) ? name : randomUUID()
}

/** 0, which no revision bears, for what is no number. */
function readNumber(text: unknown): number {
  return typeof text === 'string' && /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : 0
}
