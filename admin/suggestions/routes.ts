// Suggested wordings: looked at by entry, taken over when their effect has been seen, or rejected with a reason.
import { type Account, actorOf } from '../../src/core/access/account.ts'
import { scopeOf } from '../../src/core/access/rights.ts'
import type { WorkingEntry } from '../../src/core/entry.ts'
import { FaqError, isFault } from '../../src/core/errors.ts'
import { previewImpact } from '../../src/core/impact/preview-impact.ts'
import { misfitOf, stepsFor, TAKE_OVER_STEPS, takeOver, withWords } from '../../src/core/learning/take-over.ts'
import { suggestionTexts as texts } from '../../src/core/messages/ja/admin/suggestions.ts'
import { entryNames } from '../entry-reference.ts'
import { namedEntries, reportHtml } from '../impact/report-view.ts'
import { failureNotice, progressPage } from '../job-progress.ts'
import { KeptDrafts } from '../kept-drafts.ts'
import { LEARNING_PLACE } from '../learning-tabs.ts'
import { readField, readFields } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { sectionOfEntry } from '../section-of-entry.ts'
import type { Deps, SuggestionsDeps } from './deps.ts'
import { SUGGESTIONS_EACH_MAX, showList } from './list.ts'
import { SUGGESTIONS_PATH } from './list-page.ts'
import { draftAddress, effectPage, gonePage, refusalPage } from './preview-page.ts'
import { checkRejection, checkWords, chooseId, readChoice } from './read-choice.ts'
import type { TakeOverDraft } from './take-over-draft.ts'

export function suggestionsRoutes(given: SuggestionsDeps): readonly AdminRoute[] {
  const deps: Deps = { ...given, drafts: new KeptDrafts() }
  const ofEntry = { action: 'entry.edit', sectionOf: sectionOfEntry(deps) } as const
  return [
    guardedRoute('GET /learning/suggestions', 'entries.read', visit => showList(visit, deps)),
    guardedRoute('POST /learning/suggestions/:id/preview', ofEntry, visit => beginPreview(visit, deps)),
    guardedRoute('POST /learning/suggestions/:id/reject', ofEntry, visit => reject(visit, deps)),
    guardedRoute('GET /learning/suggestions/preview/:draft', 'entry.edit', visit => showPreview(visit, deps)),
    guardedRoute('POST /learning/suggestions/preview/:draft/accept', 'entry.edit', visit => accept(visit, deps)),
  ]
}

/** What was decided while the form was open is still meant by it: the store tells that somebody was faster. */
async function readForm({ request }: SignedInVisit, deps: Deps) {
  const { body } = request as { readonly body: unknown }
  const entryId = String(request.params['id'])
  const entry = await requireEntry(entryId, deps)
  const page = { limit: SUGGESTIONS_EACH_MAX, offset: 0 }
  const { suggestions: open } = await deps.suggestions.open({ sectionCodes: null, entryIds: [entryId], ...page })
  const wanted = readFields(body, 'use').slice(0, CHOSEN_MAX)
  const others = (await deps.suggestions.find(wanted)).filter(one => !open.some(({ id }) => id === one.id))
  return { entry, form: readChoice(body, entryId, [...open, ...others.filter(one => one.entryId === entryId)]) }
}

/** More than a page shows of one entry. */
const CHOSEN_MAX = 50

async function requireEntry(id: string, { registry }: Deps): Promise<WorkingEntry> {
  const [entry] = await registry.workingEntries([id])
  if (entry === undefined) throw new FaqError('not_found', { what: 'entry', id })
  return entry
}

async function beginPreview(visit: SignedInVisit, deps: Deps): Promise<void> {
  const { account, response } = visit
  const { entry, form } = await readForm(visit, deps)
  const check = checkWords(form)
  if (check.kind === 'bad') return showList(visit, deps, { ...form.sent, problems: check.problems })
  const { chosen } = check
  const misfit = misfitOf(entry, chosen)
  if (misfit !== null) {
    return showList(visit, deps, { ...form.sent, problems: { [chooseId(entry.id)]: texts.misfit[misfit] } })
  }
  const content = { ...entry, ...withWords(entry, chosen) }
  const trial = { entries: [{ id: entry.id, section: entry.section, content }], synonyms: null }
  const words = JSON.stringify([content.phrasings, content.negativePhrasings])
  const key = `suggestions ${entry.id} ${entry.revision} ${words} ${await deps.bench.generation()}`
  const job = deps.jobs.start(key, async controls =>
    previewImpact(trial, await deps.bench.sources(), { workbench: deps.bench.workbench, ...controls }),
  )
  const draft = { id: deps.newId(), accountId: account.id, entryId: entry.id, seen: entry.revision, chosen }
  deps.drafts.keep({ ...draft, jobId: job.id })
  response.redirect(303, draftAddress(draft))
}

function findDraft({ request, account }: SignedInVisit, { drafts }: Deps): TakeOverDraft | null {
  const draft = drafts.find(String(request.params['draft']))
  return draft?.accountId === account.id ? draft : null
}

async function showPreview(visit: SignedInVisit, deps: Deps): Promise<void> {
  const draft = findDraft(visit, deps)
  const job = draft && deps.jobs.find(draft.jobId)
  if (draft === null || job === null) return visit.send(gonePage(), 404)
  const entry = await requireEntry(draft.entryId, deps)
  const end = job.end()
  if (end === null) {
    const view = { job, address: draftAddress(draft), backTo: SUGGESTIONS_PATH, place: LEARNING_PLACE }
    return visit.send(progressPage({ ...view, about: texts.about(entry.question) }))
  }
  const steps = await readSteps(entry, visit.account, deps)
  if (end.kind !== 'done') {
    const effect = end.kind === 'ran' ? gonePage().main : failureNotice(end)
    return visit.send(effectPage({ draft, entry, steps, effect }))
  }
  const nameOf = await entryNames(namedEntries(end.report), scopeOf(visit.account), deps.registry)
  const gated = await deps.bench.isGated(entry.section.code)
  const effect = reportHtml({ report: end.report, nameOf, mask: deps.mask, changed: 'entry', gated })
  await visit.send(effectPage({ draft, entry, steps, effect }))
}

async function readSteps(entry: WorkingEntry, account: Account, { settings }: Deps) {
  return stepsFor(entry, await settings.settingsOf(entry.section.code), account)
}

async function accept(visit: SignedInVisit, deps: Deps): Promise<void> {
  const { account, request, response, send } = visit
  const draft = findDraft(visit, deps)
  if (draft === null) return send(gonePage(), 404)
  const step = TAKE_OVER_STEPS.find(one => one === readField(request.body, 'step')) ?? 'draft'
  const outcome = await takeOver({ ...draft, step }, account, deps)
  if (outcome.kind === 'changed') return send(refusalPage('error', texts.changed, texts.changedText), 409)
  if (outcome.kind === 'no_right') return send(refusalPage('error', texts.noRight, texts.noRightText), 403)
  if (outcome.kind === 'misfit') return send(refusalPage('error', texts.cannot, texts.misfit[outcome.why]), 409)
  deps.drafts.forget(draft.id)
  const { next } = outcome
  const worse = next.kind === 'gate_closed' ? { worse: String(next.worse) } : {}
  const told = next.kind === 'done' ? { done: step } : { half: next.kind, ...worse }
  const query = new URLSearchParams({ ...told, entry: draft.entryId })
  response.redirect(303, `${SUGGESTIONS_PATH}?${query.toString()}`)
}

async function reject(visit: SignedInVisit, deps: Deps): Promise<void> {
  const { account, response, send } = visit
  const { entry, form } = await readForm(visit, deps)
  const problems = checkRejection(form)
  if (Object.keys(problems).length > 0) return showList(visit, deps, { ...form.sent, problems })
  try {
    await deps.suggestions.reject({ suggestions: form.chosen, reason: form.sent.reason }, actorOf(account))
  } catch (error) {
    if (!isFault(error, 'conflict')) throw error
    return send(refusalPage('error', texts.changed, texts.changedText), 409)
  }
  const query = new URLSearchParams({ done: 'reject', entry: entry.id })
  response.redirect(303, `${SUGGESTIONS_PATH}?${query.toString()}`)
}
