// The plan: indicators with their targets and actuals by fiscal year. A value is a number or a short text; both are valid.
import type { CalendarDate } from '../fiscal-year.ts'
import { fiscalYearOf } from '../fiscal-year.ts'

/** Figures that the product computes itself. */
export const LIVE_FIGURES = [
  'registrations',
  'published',
  'verified_rate',
  'questions',
  'usage_rate',
  'resolved_rate',
  'answer_rate',
  'zero_hit_rate',
  'ticket_days',
] as const
export type LiveFigure = (typeof LIVE_FIGURES)[number]

export const SIDES = ['target', 'actual'] as const
export type Side = (typeof SIDES)[number]

/** Whether a target is met by reaching it or by staying within it. */
export const GOALS = ['at_least', 'at_most'] as const
export type Goal = (typeof GOALS)[number]

export interface Indicator {
  readonly id: string
  readonly version: number
  readonly position: number
  readonly name: string
  readonly unit: string
  /** As the plan writes it. */
  readonly sectionName: string
  /** Where the section is one of the registry's; its people type in the values. */
  readonly sectionCode: string | null
  /** null: typed in by the section in charge. */
  readonly live: LiveFigure | null
  readonly goal: Goal
  readonly note: string
}

/** One cell of the plan as it was typed. */
export interface RecordedValue {
  readonly fiscalYear: number
  readonly side: Side
  /** As it is shown, e.g. 「5,000」, 「運用」, 「創設 3名」. */
  readonly text: string
  /** For charts and programs; null for a value in words. */
  readonly number: number | null
  /** e.g. 「見込」. */
  readonly note: string
}

export interface IndicatorWithValues extends Indicator {
  readonly values: readonly RecordedValue[]
}

/** What stands in a cell: typed in, or computed. */
export interface Cell {
  readonly text: string
  readonly number: number | null
  readonly note: string
  readonly computed: boolean
}

/** Bounds that people are told, in code points. */
export const PLAN_LIMITS = { name: 200, unit: 20, section: 100, value: 100, note: 200 } as const

/** What was typed for the cell counts; an actual of a year that has begun is computed where nothing was typed. */
export function cellOf(
  indicator: IndicatorWithValues,
  place: { readonly fiscalYear: number; readonly side: Side },
  { today, live }: { readonly today: CalendarDate; readonly live: ReadonlyMap<string, LiveValue> },
): Cell | null {
  const { fiscalYear, side } = place
  const typed = indicator.values.find(value => value.fiscalYear === fiscalYear && value.side === side)
  if (typed !== undefined) return { text: typed.text, number: typed.number, note: typed.note, computed: false }
  if (indicator.live === null || side === 'target' || fiscalYear > fiscalYearOf(today)) return null
  const value = live.get(liveKey(indicator.live, fiscalYear))
  return value === undefined ? null : { text: formatLive(value), number: value.number, note: '', computed: true }
}

export interface LiveValue {
  readonly number: number
  readonly kind: 'count' | 'share' | 'days'
}

export function liveKey(figure: LiveFigure, fiscalYear: number): string {
  return `${figure} ${fiscalYear}`
}

const count = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 0 })
const share = new Intl.NumberFormat('ja-JP', { style: 'percent', maximumFractionDigits: 1 })
const days = new Intl.NumberFormat('ja-JP', { maximumFractionDigits: 1 })

function formatLive({ number, kind }: LiveValue): string {
  return { count, share, days }[kind].format(number)
}

/** 「5,000」, 「５，０００件」 and 「90%」 are numbers, whatever stands around; 「創設 3名」 and 「運用」 are words. */
export function numberIn(text: string): number | null {
  const match = /^(?<digits>\d{1,3}(?:,\d{3})+|\d+)(?<fraction>\.\d+)?\s*(?<unit>[^\d\s]{0,4})$/u.exec(
    text.normalize('NFKC').trim(),
  )
  if (match === null) return null
  const number = Number(`${match.groups?.['digits']?.replaceAll(',', '')}${match.groups?.['fraction'] ?? ''}`)
  return match.groups?.['unit'] === '%' ? number / 100 : number
}
