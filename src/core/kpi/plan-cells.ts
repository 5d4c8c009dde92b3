// The plan with everything that stands in its cells, typed in or computed, for files and other systems.
import type { CalendarDate } from '../fiscal-year.ts'
import type { Figures } from '../ports/figures.ts'
import { liveFigures } from './live-figures.ts'
import { type Cell, cellOf, type IndicatorWithValues, SIDES, type Side } from './plan.ts'
import { figuresToCompute, planYears, yearsToCompute } from './plan-table.ts'

export interface PlacedCell extends Cell {
  readonly fiscalYear: number
  readonly side: Side
}

export interface IndicatorCells {
  readonly indicator: IndicatorWithValues
  /** In the order of years, the target before the actual; empty ones are left out. */
  readonly cells: readonly PlacedCell[]
}

export interface FilledPlan {
  /** Every year from the first to the last that holds a value, and this one. */
  readonly years: readonly number[]
  readonly rows: readonly IndicatorCells[]
}

export async function fillPlan(
  indicators: readonly IndicatorWithValues[],
  { figures, today }: { readonly figures: Figures; readonly today: CalendarDate },
): Promise<FilledPlan> {
  const years = planYears(indicators, today, 0)
  const wanted = figuresToCompute(indicators)
  const live = await liveFigures(yearsToCompute(indicators, years, today), { figures, today, wanted })
  const rows = indicators.map(indicator => ({
    indicator,
    cells: years.flatMap(fiscalYear =>
      SIDES.flatMap(side => {
        const cell = cellOf(indicator, { fiscalYear, side }, { today, live })
        return cell === null ? [] : [{ ...cell, fiscalYear, side }]
      }),
    ),
  }))
  return { years, rows }
}
