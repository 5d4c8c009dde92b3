// Stating staff numbers and opening balances, for those who answer for the plan as a whole.
import { actorOf } from '../../src/core/access/account.ts'
import { FaqError } from '../../src/core/errors.ts'
import { addDays, fiscalYearBounds, fiscalYearOf, isCalendarDate } from '../../src/core/fiscal-year.ts'
import { onOneLine, readCount } from '../../src/core/kpi/entered-value.ts'
import { PLAN_LIMITS } from '../../src/core/kpi/plan.ts'
import { baseTexts as texts } from '../../src/core/messages/ja/admin/plan-base.ts'
import type { OpeningBalance } from '../../src/core/ports/figures.ts'
import type { Problems } from '../form-field.ts'
import { readField } from '../read-field.ts'
import type { AdminRoute, SignedInVisit } from '../route.ts'
import {
  BASE,
  BASE_FIELDS,
  type BaseFields,
  basePage,
  removeOpeningPage,
  type StaffLine,
  type TotalLine,
} from './base-page.ts'
import { FISCAL_YEARS, type PlanDeps, planRoute, REFUSED, todayOf } from './plan-deps.ts'

export function baseRoutes(deps: PlanDeps): readonly AdminRoute[] {
  return [
    planRoute('GET /plan/base', visit =>
      sendBase(visit, { fields: readFields(null), done: readField(visit.request.query, 'done') }, deps),
    ),
    planRoute('POST /plan/base/staff', visit => setStaff(visit, deps)),
    planRoute('POST /plan/base/openings', visit => addOpening(visit, deps)),
    planRoute('GET /plan/base/openings/:id/remove', async visit =>
      visit.send(removeOpeningPage(await openingOf(visit, deps))),
    ),
    planRoute('POST /plan/base/openings/:id/remove', async visit => {
      const { id } = await openingOf(visit, deps)
      await deps.figures.removeOpening(id, actorOf(visit.account))
      visit.response.redirect(303, `${BASE}?done=opening-removed`)
    }),
  ]
}

async function setStaff(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const fields = readFields(visit.request.body)
  const fiscalYear = (await staffYears(deps)).find(year => String(year) === fields.staffYear)
  const count = readCount(fields.staff)
  if (fiscalYear === undefined || count === null || count < 1) {
    const problems = {
      ...(fiscalYear === undefined && { staffYear: texts.problems.year }),
      ...((count === null || count < 1) && { staff: texts.problems.staff }),
    }
    return sendBase(visit, { fields, problems }, deps)
  }
  await deps.figures.setStaffNumber(fiscalYear, count, actorOf(visit.account))
  visit.response.redirect(303, `${BASE}?done=staff`)
}

async function addOpening(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const fields = readFields(visit.request.body)
  const { onDate, note } = { onDate: fields.onDate.normalize('NFKC'), note: fields.note }
  const count = readCount(fields.count)
  const isDate = isCalendarDate(onDate) && onDate >= fiscalYearBounds(FISCAL_YEARS.first).from
  const isShort = Array.from(note).length <= PLAN_LIMITS.note
  if (!isDate || count === null || count < 1 || !isShort) {
    const problems = {
      ...(!isDate && { onDate: texts.problems.date }),
      ...((count === null || count < 1) && { count: texts.problems.count }),
      ...(!isShort && { note: texts.problems.note }),
    }
    return sendBase(visit, { fields, problems }, deps)
  }
  await deps.figures.addOpening({ onDate, count, note }, actorOf(visit.account))
  visit.response.redirect(303, `${BASE}?done=opening`)
}

function readFields(body: unknown): BaseFields {
  return Object.fromEntries(
    BASE_FIELDS.map(field => [field, onOneLine(readField(body, field))]),
  ) as unknown as BaseFields
}

async function openingOf({ request }: SignedInVisit, { figures }: PlanDeps): Promise<OpeningBalance> {
  const id = String(request.params['id'])
  const opening = (await figures.openings()).find(known => known.id === id)
  if (opening === undefined) throw new FaqError('not_found', { what: 'opening', id })
  return opening
}

interface Base {
  readonly fields: BaseFields
  readonly problems?: Problems
  readonly done?: string
}

async function sendBase(
  visit: SignedInVisit,
  { fields, problems = {}, done = '' }: Base,
  deps: PlanDeps,
): Promise<void> {
  const openings = await deps.figures.openings()
  const staff = await staffLines(deps)
  const shown = fields.staffYear === '' ? { ...fields, staffYear: String(fiscalYearOf(todayOf(deps))) } : fields
  const page = basePage({ staff, openings, totals: await totalLines(deps), fields: shown, problems, done })
  await visit.send(page, Object.keys(problems).length === 0 ? 200 : REFUSED)
}

/** From the first year of which anything is known to the next. */
async function staffYears({ figures, ...deps }: PlanDeps): Promise<readonly number[]> {
  const current = fiscalYearOf(todayOf(deps))
  const begins = await figures.begins()
  const stated = [...(await figures.staffNumbers()).keys()]
  const first = Math.min(current - 1, begins === null ? current : fiscalYearOf(begins), ...stated)
  const from = Math.max(first, FISCAL_YEARS.first)
  return Array.from({ length: current + 2 - from }, (_, index) => from + index)
}

async function staffLines(deps: PlanDeps): Promise<readonly StaffLine[]> {
  const stated = await deps.figures.staffNumbers()
  let carried: number | null = null
  const lines: StaffLine[] = []
  for (const fiscalYear of await staffYears(deps)) {
    carried = stated.get(fiscalYear) ?? carried
    lines.push({ fiscalYear, count: carried, stated: stated.has(fiscalYear) })
  }
  return lines
}

/** The end of each year of which anything is known, and today. */
async function totalLines({ figures, ...deps }: PlanDeps): Promise<readonly TotalLine[]> {
  const today = todayOf(deps)
  const begins = await figures.begins()
  const first = begins === null ? fiscalYearOf(today) : Math.max(fiscalYearOf(begins), FISCAL_YEARS.first)
  const lines: TotalLine[] = []
  for (let year = first; year < fiscalYearOf(today); year += 1) {
    const on = addDays(fiscalYearBounds(year).before, -1)
    lines.push({ on, endOf: year, figures: await figures.asOf(on) })
  }
  return [...lines, { on: today, endOf: null, figures: await figures.asOf(today) }]
}
