// Figures and the plan; an empty database gets the plan of the file.
import { readPlan } from '../adapters/kpi/read-plan.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteApiTokens } from '../adapters/sqlite/sqlite-api-tokens.ts'
import { openSqliteFigures } from '../adapters/sqlite/sqlite-figures.ts'
import { openSqlitePlan } from '../adapters/sqlite/sqlite-plan.ts'
import { openSqliteReportLog } from '../adapters/sqlite/sqlite-report-log.ts'
import type { Kpi } from '../cli/cli-deps.ts'
import type { Config } from '../config.ts'
import { dateInJapan } from '../core/fiscal-year.ts'
import { registrationKpi, targetsOf } from '../core/kpi/registration-kpi.ts'
import type { PlanStore } from '../core/ports/plan-store.ts'
import type { Registry } from '../core/ports/registry.ts'
import type { Log } from './log.ts'

export interface KpiDeps {
  readonly registry: Pick<Registry, 'counts'>
  readonly now: () => Date
  readonly newId: () => string
  readonly log: Log
}

export async function openKpi(
  query: OpenDatabase['query'],
  { kpiPlanFile }: Pick<Config, 'kpiPlanFile'>,
  { registry, now, newId, log }: KpiDeps,
): Promise<Kpi> {
  const figures = openSqliteFigures(query, { now, newId })
  const plan = openSqlitePlan(query, { now, newId })
  if (kpiPlanFile !== null) await fillPlan(plan, kpiPlanFile, log)
  const atAGlance = async () => {
    const { registered } = await figures.asOf(dateInJapan(now())) // with the opening balances, which the registry does not know
    return registrationKpi({ ...(await registry.counts()), registered }, targetsOf(await plan.indicators()))
  }
  const tokens = openSqliteApiTokens(query, { now, newId })
  return { figures, plan, tokens, reports: openSqliteReportLog(query), atAGlance }
}

/** Where somebody else holds the database, questions are answered all the same: the next start fills it. */
async function fillPlan(plan: PlanStore, file: string, log: Log): Promise<void> {
  if ((await plan.indicators()).length > 0) return
  const planned = readPlan(file)
  try {
    await plan.fill(planned, 'plan-file')
  } catch (error) {
    log('plan_not_filled', { error: String(error) })
  }
}
