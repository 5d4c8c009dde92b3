// The tables that leave as files: all figures with their definitions, by month, by section, and the plan.
import { formatFiscalYear, formatFiscalYearShort, formatJapaneseDate } from '../fiscal-year.ts'
import { kpiDefinitions } from '../messages/ja/admin/kpi-definitions.ts'
import { kpiOut as texts } from '../messages/ja/admin/kpi-out.ts'
import { figureRows, percentOf } from './figure-rows.ts'
import { answerFigures, type MonthRow, shareOf, type YearFigures } from './figures-table.ts'
import type { Side } from './plan.ts'
import type { FilledPlan } from './plan-cells.ts'

export const SHEET_KEYS = ['summary', 'monthly', 'sections', 'plan'] as const
export type SheetKey = (typeof SHEET_KEYS)[number]

export interface SheetColumn {
  readonly name: string
  /** Counts are whole numbers, tenths have one digit behind the point; a column of values may hold either, and texts. */
  readonly kind: 'text' | 'count' | 'tenth' | 'value'
  /** In letters of the usual font. */
  readonly width: number
}

export type SheetCell = string | number | null

export interface FigureSheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly SheetCell[])[]
}

export function figureSheets(year: YearFigures, plan: FilledPlan): Readonly<Record<SheetKey, FigureSheet>> {
  return {
    summary: summarySheet(year),
    monthly: monthlySheet(year.months),
    sections: sectionSheet(year),
    plan: planSheet(plan),
  }
}

const { columns: heads, sheets } = texts

function summarySheet(year: YearFigures): FigureSheet {
  const rows = figureRows(year).map(({ name, value, unit, note }) => [
    kpiDefinitions[name].name,
    value === 'few' ? null : value,
    unit,
    value === 'few' ? texts.few : note,
    kpiDefinitions[name].definition,
  ])
  return {
    name: sheets.summary,
    columns: [
      { name: heads.item, kind: 'text', width: 32 },
      { name: heads.value, kind: 'value', width: 24 },
      { name: heads.unit, kind: 'text', width: 8 },
      { name: heads.note, kind: 'text', width: 40 },
      { name: heads.definition, kind: 'text', width: 90 },
    ],
    rows: [
      [texts.fiscalYear, formatFiscalYear(year.fiscalYear), '', '', ''],
      [texts.asOf, formatJapaneseDate(year.asOf), '', '', ''],
      ...rows,
    ],
  }
}

const ANSWER_COLUMNS: readonly SheetColumn[] = [
  count(heads.asked),
  count(heads.answered),
  count(heads.candidates),
  count(heads.unanswered),
  tenth(heads.answerRate),
  count(heads.resolved),
  count(heads.unresolved),
  tenth(heads.resolvedRate),
]

function monthlySheet(months: readonly MonthRow[]): FigureSheet {
  return {
    name: sheets.monthly,
    columns: [
      { name: heads.month, kind: 'text', width: 10 },
      count(heads.registered),
      count(heads.registeredTotal),
      ...ANSWER_COLUMNS,
    ],
    rows: months.map(month => {
      const { asked, answered, candidates, unanswered, resolved, unresolved, answerRate, resolvedRate } =
        answerFigures(month)
      const quality = [percentOf(answerRate), resolved, unresolved, percentOf(resolvedRate)]
      return [month.month, month.registered, month.registeredTotal, asked, answered, candidates, unanswered, ...quality]
    }),
  }
}

function sectionSheet({ sections }: YearFigures): FigureSheet {
  return {
    name: sheets.sections,
    columns: [
      { name: heads.sectionCode, kind: 'text', width: 18 },
      { name: heads.section, kind: 'text', width: 30 },
      count(heads.registered),
      count(heads.registeredTotal),
      count(heads.published),
      count(heads.verified),
      tenth(heads.verifiedRate),
    ],
    rows: sections.map(({ section, registered, registeredTotal, published, verified }) => [
      section.code,
      section.name,
      registered,
      registeredTotal,
      published,
      verified,
      percentOf(shareOf(verified, published)),
    ]),
  }
}

function planSheet({ years, rows }: FilledPlan): FigureSheet {
  const places = years.flatMap(fiscalYear => [
    { fiscalYear, side: 'target' as const },
    { fiscalYear, side: 'actual' as const },
  ])
  return {
    name: sheets.plan,
    columns: [
      { name: heads.indicator, kind: 'text', width: 44 },
      { name: heads.unit, kind: 'text', width: 8 },
      { name: heads.section, kind: 'text', width: 28 },
      ...places.map(({ fiscalYear, side }) => ({ name: headOf(fiscalYear, side), kind: 'value' as const, width: 16 })),
      { name: heads.note, kind: 'text', width: 30 },
    ],
    rows: rows.map(({ indicator, cells }) => [
      indicator.name,
      indicator.unit,
      indicator.sectionName,
      ...places.map(place => {
        const cell = cells.find(({ fiscalYear, side }) => fiscalYear === place.fiscalYear && side === place.side)
        if (cell === undefined) return null
        const plain = cell.number !== null && cell.note === '' && /^[\d,]+$/u.test(cell.text)
        return plain ? cell.number : texts.planValue(cell.text, cell.note)
      }),
      indicator.note,
    ]),
  }
}

function headOf(fiscalYear: number, side: Side): string {
  return heads[side](formatFiscalYearShort(fiscalYear))
}

function count(name: string): SheetColumn {
  return { name, kind: 'count', width: 18 }
}

function tenth(name: string): SheetColumn {
  return { name, kind: 'tenth', width: 18 }
}
