// All figures of a year as one list, in the order and with the names of the catalogue.
import { formatFiscalYearInEra, formatJapaneseDate } from '../fiscal-year.ts'
import { FIGURE_NAMES, type FigureName } from '../messages/ja/admin/kpi-definitions.ts'
import { kpiOut as texts } from '../messages/ja/admin/kpi-out.ts'
import { shareOf, type YearFigures } from './figures-table.ts'
import type { GroupSize } from './small-groups.ts'

export interface FigureRow {
  readonly name: FigureName
  /** Shares in percent, rounded to a tenth as all that is no count; null for what is not known. */
  readonly value: GroupSize | null
  readonly unit: string
  readonly note: string
}

/** Figures of the moment, which no past day knows. */
const OF_THE_MOMENT: ReadonlySet<FigureName> = new Set<FigureName>(['openTickets', 'reviewsDue'])

export function figureRows(year: YearFigures): readonly FigureRow[] {
  const values = valuesOf(year)
  return FIGURE_NAMES.filter(name => !OF_THE_MOMENT.has(name)).map(name => {
    const value = values[name] ?? null
    return {
      name,
      value: typeof value === 'number' ? tenths(value) : value,
      unit: texts.unitOf(name),
      note: noteOf(name, year),
    }
  })
}

/** As people read it: 「5,663件」. */
export function figureText({ value, unit }: Pick<FigureRow, 'value' | 'unit'>): string {
  if (value === null) return texts.none
  return value === 'few' ? texts.few : texts.withUnit(value, unit)
}

/** A share in percent, to a tenth. */
export function percentOf(share: number | null): number | null {
  return share === null ? null : tenths(share * 100)
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

function valuesOf({ registrations, answers, usage }: YearFigures): Partial<Record<FigureName, GroupSize | null>> {
  const { published, verified } = registrations
  return {
    registered: registrations.registered,
    registeredInYear: registrations.registeredInYear,
    opening: registrations.opening,
    target: registrations.target?.value ?? null,
    remaining: registrations.remaining,
    forecast: registrations.forecast?.expected ?? null,
    pace: registrations.pace,
    published,
    verified,
    verifiedRate: percentOf(shareOf(verified, published)),
    archived: registrations.archived,
    questions: answers.asked,
    answered: answers.answered,
    answerRate: percentOf(answers.answerRate),
    candidates: answers.candidates,
    unanswered: answers.unanswered,
    zeroHitRate: percentOf(answers.zeroHitRate),
    resolved: answers.resolved,
    unresolved: answers.unresolved,
    resolvedRate: percentOf(answers.resolvedRate),
    askers: usage.askers,
    staff: usage.staff,
    usageRate: percentOf(usage.usageRate),
    ticketDays: usage.ticketDays,
  }
}

function noteOf(name: FigureName, { asOf, registrations: { target, forecast } }: YearFigures): string {
  if (name === 'target' && target !== null) return texts.targetOf(formatFiscalYearInEra(target.fiscalYear))
  if (name === 'forecast' && forecast !== null) {
    return `${texts.forecastFor(formatJapaneseDate(asOf))} ${texts.band(forecast.low, forecast.high)}`
  }
  return ''
}
