// Typing in the values of one indicator, and what was typed before.
import { actorOf } from '../../src/core/access/account.ts'
import { fiscalYearOf } from '../../src/core/fiscal-year.ts'
import { liveFigures } from '../../src/core/kpi/live-figures.ts'
import { type IndicatorWithValues, SIDES } from '../../src/core/kpi/plan.ts'
import { planRows, planYears } from '../../src/core/kpi/plan-table.ts'
import type { CellPlace, ValueChange } from '../../src/core/ports/plan-store.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { editPage } from './edit-page.ts'
import { historyPage } from './history-page.ts'
import {
  CONFLICT,
  indicatorOf,
  indicatorRoute,
  mayEdit,
  nameOfActor,
  type PlanDeps,
  REFUSED,
  savedAddress,
  todayOf,
} from './plan-deps.ts'
import { type FormCell, freshCell, isFiscalYear, readCells, saveCells } from './value-cells.ts'
import { namesOfClashes } from './value-fields.ts'

export function valueRoutes(deps: PlanDeps): readonly AdminRoute[] {
  return [
    indicatorRoute('GET /plan/:id/edit', visit => showEdit(visit, deps), deps),
    indicatorRoute('POST /plan/:id/edit', visit => saveEdit(visit, deps), deps),
    guardedRoute('GET /plan/:id/history', 'figures.read', visit => showHistory(visit, deps)),
  ]
}

async function showEdit(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const indicator = await indicatorOf(visit, deps)
  const years = planYears(await deps.plan.indicators(), todayOf(deps))
  await sendEdit(visit, { indicator, cells: cellsOf(indicator, years) }, deps)
}

async function saveEdit(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const { request, response, account } = visit
  const indicator = await indicatorOf(visit, deps)
  const cells = readCells(request.body, [indicator.id])
  if (readField(request.body, 'do') === 'add-year') {
    const added = Number(readField(request.body, 'addYear'))
    const known = cells.some(({ fiscalYear }) => fiscalYear === added)
    const more = known || !isFiscalYear(added) ? [] : cellsOf(indicator, [added])
    return sendEdit(visit, { indicator, cells: [...cells, ...more] }, deps)
  }
  const saved = await saveCells(cells, [indicator], { plan: deps.plan, actor: actorOf(account) })
  if (saved.kind === 'saved') return response.redirect(303, savedAddress(saved.changed, `#i-${indicator.id}`))
  const now = await indicatorOf(visit, deps)
  await sendEdit(visit, { indicator: now, cells: saved.cells, status: saved.clashes ? CONFLICT : REFUSED }, deps)
}

interface Edit {
  readonly indicator: IndicatorWithValues
  readonly cells: readonly FormCell[]
  readonly status?: number
}

/** Years before those that are shown that can be added. */
const MORE_YEARS = 10

async function sendEdit(
  { send }: SignedInVisit,
  { indicator, cells, status = 200 }: Edit,
  deps: PlanDeps,
): Promise<void> {
  const today = todayOf(deps)
  const shown = [...new Set(cells.map(({ fiscalYear }) => fiscalYear))].toSorted((a, b) => a - b)
  const first = (shown[0] ?? fiscalYearOf(today)) - MORE_YEARS
  const around = Array.from({ length: (shown.at(-1) ?? first) + 1 - first }, (_, index) => first + index)
  const next = (around.at(-1) ?? fiscalYearOf(today)) + 1
  const otherYears = [...around, next].filter(year => isFiscalYear(year) && !shown.includes(year))
  const history = await deps.plan.history(indicator.id, null)
  const figure = indicator.live
  const live = figure === null ? new Map() : await liveFigures(shown, { ...deps, today, wanted: [figure] })
  const rows = planRows([{ ...indicator, values: [] }], shown, { today, live })[0]?.years ?? []
  const page = editPage({
    indicator,
    cells: shown.flatMap(year =>
      SIDES.flatMap(side => cells.filter(cell => cell.fiscalYear === year && cell.side === side)),
    ),
    otherYears,
    names: await namesOfClashes(cells, deps),
    hasHistory: place => history.some(change => isAt(change, place)),
    computed: year => rows.find(({ fiscalYear }) => fiscalYear === year)?.actual?.text ?? null,
  })
  await send(page, status)
}

function isAt({ fiscalYear, side }: ValueChange, place: CellPlace): boolean {
  return fiscalYear === place.fiscalYear && side === place.side
}

function cellsOf(indicator: IndicatorWithValues, years: readonly number[]): readonly FormCell[] {
  return years.flatMap(fiscalYear =>
    SIDES.map(side => freshCell({ indicatorId: indicator.id, fiscalYear, side }, indicator)),
  )
}

async function showHistory(visit: SignedInVisit, deps: PlanDeps): Promise<void> {
  const { request, account, send } = visit
  const indicator = await indicatorOf(visit, deps)
  const fiscalYear = Number(readField(request.query, 'year'))
  const side = SIDES.find(known => known === readField(request.query, 'side'))
  const place = side === undefined || !isFiscalYear(fiscalYear) ? null : { fiscalYear, side }
  const changes = await deps.plan.history(indicator.id, place)
  const names = new Map<string, string>()
  for (const actor of new Set(changes.map(({ changedBy }) => changedBy)))
    names.set(actor, await nameOfActor(actor, deps))
  await send(historyPage({ indicator, place, changes, names, mayEdit: mayEdit(account, indicator) }))
}
