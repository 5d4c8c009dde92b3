// The plan: the table that everybody with the right to figures sees, and the routes by which it is kept.
import { liveFigures } from '../../src/core/kpi/live-figures.ts'
import { figuresToCompute, planRows, planYears, yearsToCompute } from '../../src/core/kpi/plan-table.ts'
import { momentWords } from '../../src/pages/moment.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { baseRoutes } from './base-routes.ts'
import { indicatorRoutes } from './indicator-routes.ts'
import { mayEdit, mayEditPlan, type PlanDeps, todayOf } from './plan-deps.ts'
import { planPage } from './plan-page.ts'
import { targetRoutes } from './target-routes.ts'
import { valueRoutes } from './value-routes.ts'

export type { PlanDeps } from './plan-deps.ts'

export function planRoutes(deps: PlanDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /plan', 'figures.read', visit => showPlan(visit, deps)),
    ...targetRoutes(deps),
    ...indicatorRoutes(deps),
    ...baseRoutes(deps),
    ...valueRoutes(deps),
  ]
}

async function showPlan({ request, account, send }: SignedInVisit, deps: PlanDeps): Promise<void> {
  const today = todayOf(deps)
  const indicators = await deps.plan.indicators()
  const years = planYears(indicators, today)
  const wanted = figuresToCompute(indicators)
  const live = await liveFigures(yearsToCompute(indicators, years, today), { ...deps, today, wanted })
  const page = planPage({
    organisation: deps.organisation,
    rows: planRows(indicators, years, { today, live }),
    years,
    moment: momentWords(deps.now()),
    mayEdit: indicator => mayEdit(account, indicator),
    mayEditPlan: mayEditPlan(account),
    done: readField(request.query, 'done'),
  })
  await send(page)
}
