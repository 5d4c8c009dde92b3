// The plan as one table: its years, what stands in every cell, and whether targets were met.
import { type CalendarDate, fiscalYearOf } from '../fiscal-year.ts'
import { type Cell, cellOf, type IndicatorWithValues, LIVE_FIGURES, type LiveFigure, type LiveValue } from './plan.ts'

export interface PlanYearCells {
  readonly fiscalYear: number
  readonly target: Cell | null
  readonly actual: Cell | null
  /** Null where one of the two is no number, or they are not of one kind. */
  readonly achievement: Achievement | null
}

/** `running`: the year is not over, so that it may yet change. */
export interface Achievement {
  readonly met: boolean
  readonly running: boolean
}

export interface PlanRow {
  readonly indicator: IndicatorWithValues
  readonly years: readonly PlanYearCells[]
}

export interface PlanTableDeps {
  readonly today: CalendarDate
  readonly live: ReadonlyMap<string, LiveValue>
}

/** From the first year with any value to the last; this year, and so many after it, in any case. */
export function planYears(
  indicators: readonly IndicatorWithValues[],
  today: CalendarDate,
  yearsAhead = 1,
): readonly number[] {
  const current = fiscalYearOf(today)
  const known = indicators.flatMap(({ values }) => values.map(({ fiscalYear }) => fiscalYear))
  const first = known.reduce((least, year) => Math.min(least, year), current)
  const last = known.reduce((most, year) => Math.max(most, year), current + yearsAhead)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Years that have begun and of which a computed indicator has no actual that was typed in. */
export function yearsToCompute(
  indicators: readonly IndicatorWithValues[],
  years: readonly number[],
  today: CalendarDate,
): readonly number[] {
  const computed = indicators.filter(({ live }) => live !== null)
  const isTyped = (year: number) => (indicator: IndicatorWithValues) =>
    indicator.values.some(({ fiscalYear, side }) => fiscalYear === year && side === 'actual')
  return years.filter(year => year <= fiscalYearOf(today) && !computed.every(isTyped(year)))
}

/** The figures that some indicator is computed from. */
export function figuresToCompute(indicators: readonly IndicatorWithValues[]): readonly LiveFigure[] {
  return LIVE_FIGURES.filter(figure => indicators.some(({ live }) => live === figure))
}

export function planRows(
  indicators: readonly IndicatorWithValues[],
  years: readonly number[],
  deps: PlanTableDeps,
): readonly PlanRow[] {
  return indicators.map(indicator => ({ indicator, years: years.map(year => yearCells(indicator, year, deps)) }))
}

function yearCells(indicator: IndicatorWithValues, fiscalYear: number, deps: PlanTableDeps): PlanYearCells {
  const target = cellOf(indicator, { fiscalYear, side: 'target' }, deps)
  const actual = cellOf(indicator, { fiscalYear, side: 'actual' }, deps)
  const met = isMet(target, actual, indicator)
  const running = fiscalYear >= fiscalYearOf(deps.today)
  return { fiscalYear, target, actual, achievement: met === null ? null : { met, running } }
}

function isMet(target: Cell | null, actual: Cell | null, { goal }: Pick<IndicatorWithValues, 'goal'>): boolean | null {
  if (target === null || actual === null || target.number === null || actual.number === null) return null
  if (isShare(target) !== isShare(actual)) return null
  return goal === 'at_least' ? actual.number >= target.number : actual.number <= target.number
}

/** 「90%」 is the number 0.9: beside a plain 95 it says nothing. */
function isShare({ text }: Cell): boolean {
  return text.normalize('NFKC').trimEnd().endsWith('%')
}
