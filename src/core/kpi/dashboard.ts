// What the dashboard shows of one fiscal year: where the count stands, where it is going, and what it is made of.
import { addDays, type CalendarDate, daysBetween, fiscalYearBounds, fiscalYearOf } from '../fiscal-year.ts'
import type { Figures, MonthFigures, QuestionFigures, RegistryFigures, SectionFigures } from '../ports/figures.ts'
import type { PlanStore } from '../ports/plan-store.ts'
import type { Forecast } from './forecast.ts'
import { forecastAt } from './forecast-at.ts'
import { type RegistrationTarget, targetsOf } from './registration-kpi.ts'

export interface Dashboard {
  readonly fiscalYear: number
  /** The last day that counts: today, or the last of a year that is over. */
  readonly asOf: CalendarDate
  readonly isCurrent: boolean
  readonly registry: RegistryFigures
  /** Registered within the year, without opening balances. */
  readonly registeredInYear: number
  /** The year's own target; null where none was set. */
  readonly target: RegistrationTarget | null
  /** Null for a year that is over, and while too little is known. */
  readonly forecast: Forecast | null
  readonly pace: Pace | null
  readonly months: readonly MonthFigures[]
  readonly cumulative: readonly CumulativePoint[]
  readonly goals: readonly RegistrationTarget[]
  readonly sections: readonly SectionFigures[]
  readonly questions: QuestionFigures
  readonly askers: number
  readonly staff: number | null
  readonly ticketDays: number | null
  /** Years that something is known of, newest first. */
  readonly years: readonly number[]
}

/** What is missing to the target, and how fast it has to come. */
export interface Pace {
  readonly missing: number
  readonly monthsLeft: number
  /** Registrations a month that reach the target on 31 March. */
  readonly neededPerMonth: number
  /** Registrations a month of late. */
  readonly latelyPerMonth: number | null
}

/** 登録数(累計) at the end of a month, or on the last day that counts. */
export interface CumulativePoint {
  /** `YYYY-MM`. */
  readonly month: string
  readonly registered: number
}

export interface DashboardDeps {
  readonly figures: Figures
  readonly plan: Pick<PlanStore, 'indicators'>
  readonly today: CalendarDate
}

/** Years shown in the line over time, the current one included. */
const YEARS_SHOWN = 6
const DAYS_A_MONTH = 365.25 / 12

export async function readDashboard(fiscalYear: number, deps: DashboardDeps): Promise<Dashboard> {
  const { figures, plan, today } = deps
  const period = fiscalYearBounds(fiscalYear)
  const last = addDays(period.before, -1)
  const asOf = last < today ? last : today
  const isCurrent = asOf === today
  const registry = await figures.asOf(asOf)
  const goals = targetsOf(await plan.indicators())
  const target = goals.find(goal => goal.fiscalYear === fiscalYear) ?? null
  const months = await figures.byMonth(period)
  const daysLeft = daysBetween(asOf, last)
  const forecast = isCurrent ? await forecastAt(today, figures) : null
  const firstYear = await firstYearOf(fiscalYear, figures)
  return {
    fiscalYear,
    asOf,
    isCurrent,
    registry,
    registeredInYear: months.reduce((sum, { registered }) => sum + registered, 0),
    target,
    forecast,
    pace: isCurrent && target !== null ? paceOf(target.value - registry.registered, daysLeft, forecast) : null,
    months: months.filter(({ month }) => month <= asOf.slice(0, 7)),
    cumulative: await cumulativeOf(firstYear, asOf, figures),
    goals: goals.filter(goal => goal.fiscalYear >= firstYear && goal.fiscalYear <= fiscalYear),
    sections: await figures.bySection(period),
    questions: await figures.questions(period),
    askers: await figures.askers(period),
    staff: await figures.staffNumber(fiscalYear),
    ticketDays: await figures.ticketDays(period),
    years: await yearsKnown(figures, today),
  }
}

function paceOf(short: number, daysLeft: number, forecast: Forecast | null): Pace {
  const missing = Math.max(0, short)
  const monthsLeft = daysLeft / DAYS_A_MONTH
  return {
    missing,
    monthsLeft,
    neededPerMonth: missing === 0 ? 0 : Math.ceil(missing / Math.max(monthsLeft, 1 / DAYS_A_MONTH)),
    latelyPerMonth: forecast === null ? null : (forecast.weeklyMean / 7) * DAYS_A_MONTH,
  }
}

async function firstYearOf(fiscalYear: number, figures: Figures): Promise<number> {
  const begins = await figures.begins()
  const known = begins === null ? fiscalYear : fiscalYearOf(begins)
  return Math.min(fiscalYear, Math.max(known, fiscalYear - YEARS_SHOWN + 1))
}

async function cumulativeOf(
  firstYear: number,
  asOf: CalendarDate,
  figures: Figures,
): Promise<readonly CumulativePoint[]> {
  const { from } = fiscalYearBounds(firstYear)
  const before = addDays(asOf, 1)
  if (from >= before) return []
  const openings = await figures.openings()
  let registered = (await figures.asOf(addDays(from, -1))).registered
  return (await figures.byMonth({ from, before })).map(({ month, registered: added }) => {
    const opened = openings.filter(({ onDate }) => onDate.startsWith(month) && onDate <= asOf)
    registered += added + opened.reduce((sum, { count }) => sum + count, 0)
    return { month, registered }
  })
}

async function yearsKnown(figures: Figures, today: CalendarDate): Promise<readonly number[]> {
  const current = fiscalYearOf(today)
  const begins = await figures.begins()
  const first = begins === null ? current : Math.min(current, fiscalYearOf(begins))
  return Array.from({ length: current - first + 1 }, (_, index) => current - index)
}
