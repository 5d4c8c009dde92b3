// Figures for managers: the dashboard of a fiscal year, the entries behind each count, two periods side by side, and the feed that
// keeps an open dashboard current.
import { scopeOf } from '../../src/core/access/rights.ts'
import { FaqError } from '../../src/core/errors.ts'
import {
  addDays,
  type CalendarDate,
  dateInJapan,
  fiscalYearBounds,
  fiscalYearOf,
  isCalendarDate,
} from '../../src/core/fiscal-year.ts'
import { readDashboard } from '../../src/core/kpi/dashboard.ts'
import { type Figures, QUESTIONS_OF } from '../../src/core/ports/figures.ts'
import type { PlanStore } from '../../src/core/ports/plan-store.ts'
import type { Registry } from '../../src/core/ports/registry.ts'
import { readField, readOffset } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { COMPARE_FIELDS, type CompareForm, comparePage, type PeriodFigures } from './compare-page.ts'
import { dashboardPage } from './dashboard-page.ts'
import { openLiveFeed } from './live-feed.ts'
import { questionsLink, questionsPage } from './questions-page.ts'
import { registrationsPage } from './registrations-page.ts'

export interface KpiPagesDeps {
  readonly figures: Figures
  readonly plan: Pick<PlanStore, 'indicators'>
  readonly entriesById: Registry['entriesById']
  /** How the office writes employee numbers, which are masked. */
  readonly employeeNumberForms: readonly string[]
  readonly now: () => Date
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

export function kpiRoutes(deps: KpiPagesDeps): readonly AdminRoute[] {
  const feed = openLiveFeed(deps)
  return [
    guardedRoute('GET /kpi', 'figures.read', visit => showDashboard(visit, deps)),
    guardedRoute('GET /kpi/registrations', 'figures.read', visit => showRegistrations(visit, deps)),
    guardedRoute('GET /kpi/questions', 'figures.read', visit => showQuestions(visit, deps)),
    guardedRoute('GET /kpi/compare', 'figures.read', visit => showComparison(visit, deps)),
    guardedRoute('GET /kpi/events', 'figures.read', ({ request, response }) => feed(request, response)),
  ]
}

const YEARS_BACK = 100

async function showDashboard({ request, send }: SignedInVisit, deps: KpiPagesDeps): Promise<void> {
  const today = dateInJapan(deps.now())
  const current = fiscalYearOf(today)
  const typed = readField(request.query, 'year')
  const fiscalYear = typed === '' ? current : Number(typed)
  if (!Number.isInteger(fiscalYear) || fiscalYear > current || fiscalYear < current - YEARS_BACK) {
    throw new FaqError('bad_input', {
      field: 'year',
      expected: `${current - YEARS_BACK}–${current}`,
      got: typed.slice(0, 20),
    })
  }
  await send(dashboardPage(await readDashboard(fiscalYear, { ...deps, today })))
}

const ENTRIES_PER_PAGE = 50
const FIRST_DAY = '1900-01-01'

async function showRegistrations({ request, account, send }: SignedInVisit, deps: KpiPagesDeps): Promise<void> {
  const { query } = request
  const before = readDate(readField(query, 'before')) ?? addDays(dateInJapan(deps.now()), 1)
  const from = readDate(readField(query, 'from')) ?? FIRST_DAY
  const sectionCode = readField(query, 'section')
  const offset = readOffset(query)
  const period = { from, before }
  const within = { ...period, sectionCode: sectionCode === '' ? null : sectionCode }
  const { total, ids } = await deps.figures.registrations(within, { limit: ENTRIES_PER_PAGE, offset })
  const balances = sectionCode === '' ? await deps.figures.openings() : []
  const opening = balances.filter(({ onDate }) => onDate >= from && onDate < before)
  const page = (at: number) => {
    const parameters = Object.entries({ from, before, section: sectionCode, offset: String(at) }).filter(
      ([, value]) => value !== '',
    )
    return `/admin/kpi/registrations?${new URLSearchParams(parameters).toString()}`
  }
  const view = {
    from: from === FIRST_DAY ? ((await deps.figures.begins()) ?? from) : from,
    before,
    total,
    opening: opening.reduce((sum, { count }) => sum + count, 0),
    entries: await deps.entriesById(ids),
    scope: scopeOf(account),
    newer: offset > 0 ? page(Math.max(0, offset - ENTRIES_PER_PAGE)) : null,
    older: offset + ids.length < total ? page(offset + ENTRIES_PER_PAGE) : null,
  }
  await send(registrationsPage(view))
}

function readDate(text: string): CalendarDate | null {
  return isCalendarDate(text) ? text : null
}

async function showQuestions({ request, account, send }: SignedInVisit, deps: KpiPagesDeps): Promise<void> {
  const { query } = request
  const today = dateInJapan(deps.now())
  const before = readDate(readField(query, 'before')) ?? addDays(today, 1)
  const from = readDate(readField(query, 'from')) ?? fiscalYearBounds(fiscalYearOf(today)).from
  const of = QUESTIONS_OF.find(kind => kind === readField(query, 'of')) ?? 'asked'
  const offset = readOffset(query)
  const found = await deps.figures.askedQuestions({ from, before, of }, { limit: ENTRIES_PER_PAGE, offset })
  const ids = [...new Set(found.questions.flatMap(({ entryId }) => entryId ?? []))]
  const entries = new Map((await deps.entriesById(ids)).map(entry => [entry.id, entry]))
  const page = (at: number) => `${questionsLink({ from, before, of })}&offset=${at}`
  const newer = offset > 0 ? page(Math.max(0, offset - ENTRIES_PER_PAGE)) : null
  const older = offset + found.questions.length < found.total ? page(offset + ENTRIES_PER_PAGE) : null
  const { employeeNumberForms } = deps
  const view = {
    from,
    before,
    of,
    ...found,
    entries,
    scope: scopeOf(account),
    today,
    employeeNumberForms,
    newer,
    older,
  }
  await send(questionsPage(view))
}

async function showComparison({ request, send }: SignedInVisit, deps: KpiPagesDeps): Promise<void> {
  const values = Object.fromEntries(
    COMPARE_FIELDS.map(field => [field, readField(request.query, field)]),
  ) as CompareForm['values']
  const preset = presetLink(dateInJapan(deps.now()))
  if (COMPARE_FIELDS.every(field => values[field] === ''))
    return send(comparePage({ values, problem: false }, null, preset))
  const isRange = (from: string, until: string) => isCalendarDate(from) && isCalendarDate(until) && from <= until
  if (!isRange(values.a_from, values.a_until) || !isRange(values.b_from, values.b_until)) {
    return send(comparePage({ values, problem: true }, null, preset), 400)
  }
  const periods = [
    await figuresOf(values.a_from, values.a_until, deps),
    await figuresOf(values.b_from, values.b_until, deps),
  ] as const
  await send(comparePage({ values, problem: false }, periods, preset))
}

async function figuresOf(from: CalendarDate, until: CalendarDate, { figures }: KpiPagesDeps): Promise<PeriodFigures> {
  const period = { from, before: addDays(until, 1) }
  const registrations = await figures.registrationsByDay(period)
  return {
    ...period,
    registered: registrations.reduce((sum, { registered }) => sum + registered, 0),
    registry: await figures.asOf(until),
    questions: await figures.questions(period),
    ticketDays: await figures.ticketDays(period),
  }
}

/** This fiscal year until today, beside the last one until the same day. */
function presetLink(today: CalendarDate): string {
  const { from } = fiscalYearBounds(fiscalYearOf(today))
  const yearBefore = (date: CalendarDate) => {
    const same = `${Number(date.slice(0, 4)) - 1}${date.slice(4)}`
    return isCalendarDate(same) ? same : addDays(`${same.slice(0, 8)}28`, 0) // 29 February
  }
  const query = { a_from: yearBefore(from), a_until: yearBefore(today), b_from: from, b_until: today }
  return `/admin/kpi/compare?${new URLSearchParams(query).toString()}`
}
