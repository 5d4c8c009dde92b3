// Sections: a list, the settings of each, and changes that are looked at before they are made.
import { actorOf } from '../../src/core/access/account.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan, isCalendarDate } from '../../src/core/fiscal-year.ts'
import { sectionsMessages as texts } from '../../src/core/messages/ja/admin/sections.ts'
import type { SectionChange, SectionOverview } from '../../src/core/ports/section-changes.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { changePage, SHOWN_MAX } from './change-page.ts'
import { describeChange } from './describe-change.ts'
import { listPage, SECTIONS_PATH } from './list-page.ts'
import { previewPage } from './preview-page.ts'
import { readChange, readPreviewed } from './read-change.ts'
import { type SectionForm, sectionPage } from './section-page.ts'
import type { SectionsDeps } from './sections-deps.ts'

export type { SectionsDeps } from './sections-deps.ts'

const RIGHT = 'sections.manage'

/** Changes made that are shown below those that wait. */
const MADE_SHOWN = 20

export function sectionRoutes(deps: SectionsDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /sections', RIGHT, visit => showList(visit, deps)),
    guardedRoute('GET /sections/changes/:kind', RIGHT, visit => showChange(visit, deps)),
    guardedRoute('POST /sections/changes/:kind/preview', RIGHT, visit => previewChange(visit, deps)),
    guardedRoute('POST /sections/changes', RIGHT, visit => planChange(visit, deps)),
    guardedRoute('POST /sections/changes/:id/cancel', RIGHT, visit => cancelChange(visit, deps)),
    guardedRoute('GET /sections/:code', RIGHT, visit => showSection(visit, deps)),
    guardedRoute('POST /sections/:code', RIGHT, visit => saveSection(visit, deps)),
  ]
}

const DONE: Readonly<Record<string, string>> = {
  made: texts.planned.doneHeading,
  planned: texts.planned.plannedHeading,
  cancelled: texts.planned.cancelledHeading,
}

async function showList({ request, send }: SignedInVisit, { changes, now }: SectionsDeps): Promise<void> {
  const [sections, planned] = [await changes.overview(), await changes.list(MADE_SHOWN)]
  const done = DONE[readField(request.query, 'done')] ?? null
  await send(listPage({ sections, planned, today: dateInJapan(now()), done }))
}

const KINDS: readonly SectionChange['kind'][] = ['create', 'rename', 'merge', 'split', 'close', 'move']

function kindOf({ request }: SignedInVisit): SectionChange['kind'] {
  const kind = KINDS.find(known => known === request.params['kind'])
  if (kind === undefined) throw new FaqError('not_found', { what: 'path', id: request.path })
  return kind
}

async function openSections({ changes }: SectionsDeps) {
  const all = await changes.overview()
  return all.filter(({ closedOn }) => closedOn === null).map(({ section }) => section)
}

async function showChange(visit: SignedInVisit, deps: SectionsDeps): Promise<void> {
  const { query } = visit.request
  const kind = kindOf(visit)
  const sections = await openSections(deps)
  const sectionCode = sections.find(({ code }) => code === readField(query, 'section'))?.code ?? ''
  const selection = {
    ...(sectionCode !== '' && { sectionCode }),
    text: readField(query, 'text').slice(0, 200),
    tag: readField(query, 'tag').slice(0, 50),
  }
  const isOfEntries = kind === 'move' || (kind === 'split' && sectionCode !== '')
  const none = kind === 'split' ? { total: 0, entries: [] } : null
  const found = isOfEntries ? await deps.changes.select(selection, SHOWN_MAX) : none
  const today = dateInJapan(deps.now())
  await visit.send(changePage({ kind, sections, sectionCode, today, selection, found }))
}

async function previewChange(visit: SignedInVisit, deps: SectionsDeps): Promise<void> {
  const { body } = visit.request
  const sections = await openSections(deps)
  const change = await readChange(kindOf(visit), body, { changes: deps.changes, sections })
  const preview = await deps.changes.preview(change)
  const on = readField(body, 'on')
  const onDate = isCalendarDate(on) ? on : null
  const what = describeChange(change, sections)
  const status = preview.problems.length > 0 || onDate === null ? 422 : 200
  await visit.send(previewPage({ change, what, onDate, today: dateInJapan(deps.now()), preview }), status)
}

async function planChange(visit: SignedInVisit, { changes, poke }: SectionsDeps): Promise<void> {
  const { body } = visit.request
  const onDate = readField(body, 'on')
  if (!isCalendarDate(onDate)) throw new FaqError('bad_input', { field: 'on', expected: 'YYYY-MM-DD', got: onDate })
  const { appliedAt } = await changes.plan(readPreviewed(body), { onDate, actor: actorOf(visit.account) })
  poke()
  visit.response.redirect(303, `${SECTIONS_PATH}?done=${appliedAt === null ? 'planned' : 'made'}#done`)
}

async function cancelChange({ request, response, account }: SignedInVisit, { changes }: SectionsDeps): Promise<void> {
  await changes.cancel(String(request.params['id']), actorOf(account))
  response.redirect(303, `${SECTIONS_PATH}?done=cancelled#done`)
}

async function findSection({ request }: SignedInVisit, { changes }: SectionsDeps): Promise<SectionOverview> {
  const code = String(request.params['code'])
  const found = (await changes.overview()).find(({ section, closedOn }) => section.code === code && closedOn === null)
  if (found === undefined) throw new FaqError('not_found', { what: 'section', id: code.slice(0, 64) })
  return found
}

async function showSection(visit: SignedInVisit, deps: SectionsDeps): Promise<void> {
  const overview = await findSection(visit, deps)
  const { settings, contacts } = overview
  const form = { ...settings, slack: contacts.slack ?? '', mail: contacts.mail ?? '' }
  const saved = readField(visit.request.query, 'saved') !== ''
  await visit.send(sectionPage({ overview, form, problems: {}, saved }))
}

const SLACK_FORM = /^[CG][A-Z0-9]{2,30}$/u
const MAIL_FORM = /^[^\s@<>]{1,64}@[^\s@<>]{1,190}$/u

async function saveSection(visit: SignedInVisit, deps: SectionsDeps): Promise<void> {
  const { request, response, account } = visit
  const overview = await findSection(visit, deps)
  const form = readForm(request.body)
  const problems = {
    ...(form.slack !== '' && !SLACK_FORM.test(form.slack) && { slack: texts.section.badSlack }),
    ...(form.mail !== '' && !MAIL_FORM.test(form.mail) && { mail: texts.section.badMail }),
  }
  if (Object.keys(problems).length > 0) return visit.send(sectionPage({ overview, form, problems, saved: false }), 422)
  const { code } = overview.section
  const actor = actorOf(account)
  await deps.changes.setSettings(code, { approval: form.approval, gate: form.gate }, actor)
  for (const door of ['slack', 'mail'] as const) {
    if ((overview.contacts[door] ?? '') === form[door]) continue
    await deps.contacts.setContact(code, door, form[door] === '' ? null : form[door], actor)
  }
  response.redirect(303, `${SECTIONS_PATH}/${code}?saved=1#done`)
}

function readForm(body: unknown): SectionForm {
  return {
    approval: readField(body, 'approval') === '1',
    gate: readField(body, 'gate') === '1',
    slack: readField(body, 'slack').trim(),
    mail: readField(body, 'mail').trim(),
  }
}
