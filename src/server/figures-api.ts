// Figures and the plan for other systems: read only, by token. Counts alone; no entry, question or person is told.
import { Router } from 'express'
import type { z } from 'zod'
import { FaqError } from '../core/errors.ts'
import { type CalendarDate, dateInJapan, fiscalYearOf } from '../core/fiscal-year.ts'
import {
  answerFigures,
  type FiguresDeps,
  figuresOn,
  lastDayOf,
  registrationsOn,
  type YearFigures,
} from '../core/kpi/figures-table.ts'
import { fillPlan } from '../core/kpi/plan-cells.ts'
import { targetsOf } from '../core/kpi/registration-kpi.ts'
import type { Figures } from '../core/ports/figures.ts'
import type { PlanStore } from '../core/ports/plan-store.ts'
import {
  asOfQuerySchema,
  type monthlySchema,
  type planSchema,
  type questionsSchema,
  type registrationsSchema,
  type sectionsSchema,
  yearQuerySchema,
} from './api-schemas-figures.ts'
import { parse } from './parse.ts'
import { refuseMethod } from './refuse-method.ts'
import { type TokenDeps, tokenGuard } from './require-token.ts'

export interface FiguresApiDeps extends TokenDeps {
  readonly figures: Figures
  readonly plan: Pick<PlanStore, 'indicators'>
}

export function figuresApiRouter(deps: FiguresApiDeps): Router {
  const router = Router()
  const guard = tokenGuard(deps)
  const others = refuseMethod('GET, HEAD')
  router
    .route('/figures/registrations')
    .get(guard('figures:read'), async (request, response) => {
      response.json(await registrationsBody(request.query, deps))
    })
    .all(others)
  for (const [path, bodyOf] of BODIES) {
    router
      .route(path)
      .get(guard('figures:read'), async (request, response) => {
        response.json(bodyOf(await figuresOfYear(request.query, deps)))
      })
      .all(others)
  }
  router
    .route('/plan')
    .get(guard('plan:read'), async (_request, response) => {
      response.json(await planBody(deps))
    })
    .all(others)
  return router
}

const BODIES = [
  ['/figures/monthly', monthlyBody],
  ['/figures/sections', sectionsBody],
  ['/figures/questions', questionsBody],
] as const

async function registrationsBody(query: unknown, deps: FiguresApiDeps): Promise<z.infer<typeof registrationsSchema>> {
  const today = dateInJapan(deps.now())
  const { as_of: asOf = today } = parse(asOfQuerySchema, query, 'query')
  if (asOf > today) throw new FaqError('bad_input', { field: 'as_of', expected: `YYYY-MM-DD <= ${today}`, got: asOf })
  const { pace, forecast, ...figures } = await registrationsOn(asOf, await withTargets(deps))
  return {
    asOf,
    fiscalYear: fiscalYearOf(asOf),
    ...figures,
    forecast: forecast === null ? null : { expected: forecast.expected, low: forecast.low, high: forecast.high },
    pacePerMonth: pace,
  }
}

async function figuresOfYear(query: unknown, deps: FiguresApiDeps): Promise<YearFigures> {
  const today = dateInJapan(deps.now())
  const { year = fiscalYearOf(today) } = parse(yearQuerySchema, query, 'query')
  requireBegun(year, today)
  return figuresOn(lastDayOf(year, today), await withTargets(deps))
}

function requireBegun(year: number, today: CalendarDate): void {
  if (year <= fiscalYearOf(today)) return
  throw new FaqError('bad_input', { field: 'year', expected: `<= ${fiscalYearOf(today)}`, got: String(year) })
}

async function withTargets({ figures, plan }: FiguresApiDeps): Promise<FiguresDeps> {
  return { figures, targets: targetsOf(await plan.indicators()) }
}

function monthlyBody({ fiscalYear, asOf, months }: YearFigures): z.infer<typeof monthlySchema> {
  return { fiscalYear, asOf, months: months.map(month => ({ ...month, ...answerFigures(month) })) }
}

function sectionsBody({ fiscalYear, asOf, sections }: YearFigures): z.infer<typeof sectionsSchema> {
  return { fiscalYear, asOf, sections: sections.map(row => ({ ...row, section: { ...row.section } })) }
}

function questionsBody({ fiscalYear, asOf, answers, usage }: YearFigures): z.infer<typeof questionsSchema> {
  return { fiscalYear, asOf, ...answers, ...usage, askers: usage.askers === 'few' ? null : usage.askers }
}

async function planBody({ figures, plan, now }: FiguresApiDeps): Promise<z.infer<typeof planSchema>> {
  const today = dateInJapan(now())
  const { rows } = await fillPlan(await plan.indicators(), { figures, today })
  return {
    asOf: today,
    indicators: rows.map(({ indicator: { id, name, unit, sectionCode, sectionName, live, note }, cells }) => ({
      id,
      name,
      unit,
      section: { code: sectionCode, name: sectionName },
      live,
      note,
      values: cells.map(cell => ({ ...cell })),
    })),
  }
}
