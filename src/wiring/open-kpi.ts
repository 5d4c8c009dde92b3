// Figures and the plan; an empty database gets the plan of the file.
import { readPlan } from '../adapters/kpi/read-plan.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteFigures } from '../adapters/sqlite/sqlite-figures.ts'
import { openSqlitePlan } from '../adapters/sqlite/sqlite-plan.ts'
import type { Kpi } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { registrationKpi, targetsOf } from '../core/kpi/registration-kpi.ts'
import type { Registry } from '../core/ports/registry.ts'

export interface KpiDeps {
  readonly registry: Pick<Registry, 'counts'>
  readonly now: () => Date
  readonly newId: () => string
}

export async function openKpi(
  query: OpenDatabase['query'],
  { kpiPlanFile }: Pick<Config, 'kpiPlanFile'>,
  { registry, now, newId }: KpiDeps,
): Promise<Kpi> {
  const figures = openSqliteFigures(query, { now, newId })
  const plan = openSqlitePlan(query, { now, newId })
  if (kpiPlanFile !== null && (await plan.indicators()).length === 0)
    await plan.fill(readPlan(kpiPlanFile), 'plan-file')
  const atAGlance = async () => registrationKpi(await registry.counts(), targetsOf(await plan.indicators()))
  return { figures, plan, atAGlance }
}
