// What the dashboard shows of one fiscal year: its figures, where the count is going, and how it came here over the years.
import { addDays, type CalendarDate, daysBetween, fiscalYearBounds, fiscalYearOf } from '../fiscal-year.ts'
import type { Figures } from '../ports/figures.ts'
import type { PlanStore } from '../ports/plan-store.ts'
import { DAYS_PER_MONTH, figuresOn, lastDayOf, type MonthRow, monthsIn, type YearFigures } from './figures-table.ts'
import { type RegistrationTarget, targetsOf } from './registration-kpi.ts'

export interface Dashboard extends YearFigures {
  /** The year is running: its figures still change. */
  readonly isCurrent: boolean
  /** The year's own target; null where none was set. */
  readonly target: RegistrationTarget | null
  /** Null for a year that is over, and without a target. */
  readonly pace: Pace | null
  /** Month by month over the years that are shown. */
  readonly course: readonly MonthRow[]
  /** Targets of those years. */
  readonly goals: readonly RegistrationTarget[]
  /** Years that something is known of, newest first. */
  readonly years: readonly number[]
}

/** What is missing to the target, and how fast it has to come. */
export interface Pace {
  readonly missing: number
  readonly monthsLeft: number
  /** Registrations a month that reach the target on 31 March; null on that day itself. */
  readonly neededPerMonth: number | null
  /** Registrations a month of late. */
  readonly latelyPerMonth: number | null
}

export interface DashboardDeps {
  readonly figures: Figures
  readonly plan: Pick<PlanStore, 'indicators'>
  readonly today: CalendarDate
}

/** Years shown in the line over time, the current one included. */
const YEARS_SHOWN = 6

export async function readDashboard(fiscalYear: number, deps: DashboardDeps): Promise<Dashboard> {
  const { figures, plan, today } = deps
  const asOf = lastDayOf(fiscalYear, today)
  const isCurrent = asOf === today
  const targets = targetsOf(await plan.indicators())
  const ofYear = await figuresOn(asOf, { figures, targets })
  const target = targets.find(goal => goal.fiscalYear === fiscalYear) ?? null
  const begins = await figures.begins()
  const knownSince = Math.min(fiscalYearOf(today), begins === null ? Number.POSITIVE_INFINITY : fiscalYearOf(begins))
  const firstYear = Math.min(fiscalYear, Math.max(knownSince, fiscalYear - YEARS_SHOWN + 1))
  const shown = { from: fiscalYearBounds(firstYear).from, before: addDays(asOf, 1) }
  return {
    ...ofYear,
    isCurrent,
    target,
    pace: isCurrent && target !== null ? paceOf(ofYear) : null,
    course: await monthsIn(shown, { figures }),
    goals: targets.filter(goal => goal.fiscalYear >= firstYear && goal.fiscalYear <= fiscalYear),
    years: yearsSince(knownSince, fiscalYearOf(today)),
  }
}

function paceOf({ asOf, fiscalYear, registrations }: YearFigures): Pace {
  const { remaining, pace, forecast } = registrations
  const daysLeft = daysBetween(asOf, fiscalYearBounds(fiscalYear).before) - 1
  return {
    missing: remaining ?? 0,
    monthsLeft: daysLeft / DAYS_PER_MONTH,
    neededPerMonth: pace,
    latelyPerMonth: forecast === null ? null : (forecast.weeklyMean / 7) * DAYS_PER_MONTH,
  }
}

function yearsSince(first: number, current: number): readonly number[] {
  return Array.from({ length: current - first + 1 }, (_, index) => current - index)
}
