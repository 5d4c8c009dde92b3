// Typing in a year's targets of all indicators at once.
import { actorOf } from '../../src/core/access/account.ts'
import { fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { liveFigures } from '../../src/core/kpi/live-figures.ts'
import { figuresToCompute, planRows, yearsToCompute } from '../../src/core/kpi/plan-table.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { CONFLICT, mayEdit, PLACE, type PlanDeps, REFUSED, savedAddress, todayOf } from './plan-deps.ts'
import { targetsPage } from './targets-page.ts'
import { type FormCell, freshCell, isFiscalYear, readCells, saveCells } from './value-cells.ts'
import { namesOfClashes } from './value-fields.ts'

export function targetRoutes(deps: PlanDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /plan/targets', 'plan.edit', visit => showTargets(visit, deps)),
    guardedRoute('POST /plan/targets', 'plan.edit', visit => saveTargets(visit, deps)),
  ]
}

async function showTargets(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const asked = Number(readField(visit.request.query, 'year'))
  const fiscalYear = isFiscalYear(asked) ? asked : fiscalYearOf(todayOf(deps)) + 1
  await sendTargets(visit, { fiscalYear, cells: [] }, deps)
}

async function saveTargets(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const { request, response, account } = visit
  const fiscalYear = Number(readField(request.body, 'year'))
  if (!isFiscalYear(fiscalYear)) return response.redirect(303, `${PLACE}/targets`)
  const own = (await deps.plan.indicators()).filter(indicator => mayEdit(account, indicator))
  const sent = readCells(
    request.body,
    own.map(({ id }) => id),
  )
  const cells = sent.filter(cell => cell.side === 'target' && cell.fiscalYear === fiscalYear)
  const saved = await saveCells(cells, own, { plan: deps.plan, actor: actorOf(account) })
  if (saved.kind === 'saved') return response.redirect(303, savedAddress(saved.changed))
  await sendTargets(visit, { fiscalYear, cells: saved.cells, status: saved.clashes ? CONFLICT : REFUSED }, deps)
}

/** From last year on: longer than any plan runs. */
const YEARS_TO_CHOOSE = 12

interface Targets {
  readonly fiscalYear: number
  /** As they were typed; none when the form is opened. */
  readonly cells: readonly FormCell[]
  readonly status?: number
}

async function sendTargets(
  { send, account }: SignedInVisit,
  { fiscalYear, cells, status = 200 }: Targets,
  deps: PlanDeps,
): Promise<void> {
  const today = todayOf(deps)
  const indicators = await deps.plan.indicators()
  const wanted = figuresToCompute(indicators)
  const live = await liveFigures(yearsToCompute(indicators, [fiscalYear - 1], today), { ...deps, today, wanted })
  const rows = planRows(indicators, [fiscalYear - 1, fiscalYear], { today, live })
  const lines = rows.map(({ indicator, years: [yearBefore, year] }) => {
    const key = { indicatorId: indicator.id, fiscalYear, side: 'target' } as const
    const typed = cells.find(({ indicatorId }) => indicatorId === indicator.id)
    const cell = mayEdit(account, indicator) ? (typed ?? freshCell(key, indicator)) : null
    return { indicator, cell, target: year?.target ?? null, yearBefore }
  })
  const current = fiscalYearOf(today)
  const choices = Array.from({ length: YEARS_TO_CHOOSE }, (_, index) => current - 1 + index)
  const names = await namesOfClashes(cells, deps)
  await send(
    targetsPage({
      fiscalYear,
      choices: [...new Set([...choices, fiscalYear])].toSorted((a, b) => a - b),
      lines,
      names,
    }),
    status,
  )
}
