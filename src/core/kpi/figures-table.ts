// All figures of a fiscal year as they stood at the end of a day: one computation for pages, files, the API, the report and the
// command, so that the same number is the same everywhere.
import { addDays, type CalendarDate, daysBetween, fiscalYearBounds, fiscalYearOf } from '../fiscal-year.ts'
import type { Figures, MonthFigures, Period, QuestionFigures, SectionFigures } from '../ports/figures.ts'
import type { Forecast } from './forecast.ts'
import { forecastAt } from './forecast-at.ts'
import type { RegistrationTarget } from './registration-kpi.ts'
import { type GroupSize, groupSize } from './small-groups.ts'

/** Mean length of a month, for the pace that a target needs. */
export const DAYS_PER_MONTH = 365.25 / 12

export interface RegistrationFigures {
  readonly registered: number
  readonly registeredInYear: number
  readonly opening: number
  readonly published: number
  readonly verified: number
  /** Registered here, and no longer given to staff. */
  readonly archived: number
  /** This fiscal year's, else the last one before it. */
  readonly target: RegistrationTarget | null
  readonly remaining: number | null
  /** Null for a year that is over, and where too little is known. */
  readonly forecast: Forecast | null
  /** Registrations a month that reach the target; null for a year that is over, or has no target of its own. */
  readonly pace: number | null
}

export interface AnswerFigures extends QuestionFigures {
  readonly answerRate: number | null
  readonly zeroHitRate: number | null
  readonly resolvedRate: number | null
}

export interface UsageFigures {
  readonly askers: GroupSize
  readonly staff: number | null
  readonly usageRate: number | null
  /** Median days until a ticket was answered. */
  readonly ticketDays: number | null
}

export interface MonthRow extends MonthFigures {
  /** At the end of the month, or of the day where the month is not over. */
  readonly registeredTotal: number
}

export interface YearFigures {
  readonly fiscalYear: number
  /** The last day that is counted. */
  readonly asOf: CalendarDate
  readonly registrations: RegistrationFigures
  readonly answers: AnswerFigures
  readonly usage: UsageFigures
  readonly months: readonly MonthRow[]
  readonly sections: readonly SectionFigures[]
}

export interface FiguresDeps {
  readonly figures: Figures
  readonly targets: readonly RegistrationTarget[]
}

/** The figures of the day's fiscal year until its end; for a past day, as they stood then. */
export async function figuresOn(asOf: CalendarDate, deps: FiguresDeps): Promise<YearFigures> {
  const fiscalYear = fiscalYearOf(asOf)
  const period = { from: fiscalYearBounds(fiscalYear).from, before: addDays(asOf, 1) }
  return {
    fiscalYear,
    asOf,
    registrations: await registrationsOn(asOf, deps),
    answers: answerFigures(await deps.figures.questions(period)),
    usage: await usageIn(period, fiscalYear, deps),
    months: await monthsIn(period, deps),
    sections: await deps.figures.bySection(period),
  }
}

/** The last day of a fiscal year that may be counted: its end, or today. */
export function lastDayOf(fiscalYear: number, today: CalendarDate): CalendarDate {
  const last = addDays(fiscalYearBounds(fiscalYear).before, -1)
  return last < today ? last : today
}

export async function registrationsOn(asOf: CalendarDate, deps: FiguresDeps): Promise<RegistrationFigures> {
  const { figures, targets } = deps
  const fiscalYear = fiscalYearOf(asOf)
  const { from, before } = fiscalYearBounds(fiscalYear)
  const { registered, opening, published, verified } = await figures.asOf(asOf)
  const earlier = await figures.asOf(addDays(from, -1))
  const daysLeft = daysBetween(asOf, before) - 1
  const set = targets.filter(candidate => candidate.fiscalYear <= fiscalYear)
  const target = set.toSorted((a, b) => b.fiscalYear - a.fiscalYear)[0] ?? null
  const remaining = target === null ? null : Math.max(0, target.value - registered)
  return {
    registered,
    registeredInYear: registered - opening - (earlier.registered - earlier.opening),
    opening,
    published,
    verified,
    archived: registered - opening - published,
    target,
    remaining,
    forecast: daysLeft === 0 ? null : await forecastAt(asOf, figures),
    pace: target?.fiscalYear === fiscalYear && remaining !== null ? paceTo(remaining, daysLeft) : null,
  }
}

/** Whole registrations: half a one reaches nothing. */
function paceTo(remaining: number, daysLeft: number): number | null {
  return daysLeft === 0 ? null : Math.ceil(remaining / (daysLeft / DAYS_PER_MONTH))
}

export function answerFigures(questions: QuestionFigures): AnswerFigures {
  const { asked, answered, unanswered, resolved, unresolved } = questions
  return {
    ...questions,
    answerRate: shareOf(answered, asked),
    zeroHitRate: shareOf(unanswered, asked),
    resolvedRate: shareOf(resolved, resolved + unresolved),
  }
}

export async function usageIn(
  period: Period,
  fiscalYear: number,
  { figures }: Pick<FiguresDeps, 'figures'>,
): Promise<UsageFigures> {
  const askers = groupSize(await figures.askers(period))
  const staff = await figures.staffNumber(fiscalYear)
  // Nobody told apart is not nobody: doors may not know who asks.
  const usageRate = staff === null || askers === 'few' || askers === 0 ? null : askers / staff
  return { askers, staff, usageRate, ticketDays: await figures.ticketDays(period) }
}

/** Months of any period, with the count as it stood at the end of each. */
export async function monthsIn(
  period: Period,
  { figures }: Pick<FiguresDeps, 'figures'>,
): Promise<readonly MonthRow[]> {
  const openings = await figures.openings()
  const months = await figures.byMonth(period)
  let total = (await figures.asOf(addDays(period.from, -1))).registered
  return months.map(month => {
    const came = openings.filter(({ onDate }) => onDate.startsWith(month.month) && onDate < period.before)
    total += month.registered + came.reduce((sum, { count }) => sum + count, 0)
    return { ...month, registeredTotal: total }
  })
}

export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
