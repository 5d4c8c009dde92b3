// A filter by days as forms state it: whole days in Japan, either of them left empty.
import { isCalendarDate } from '../src/core/fiscal-year.ts'
import { nextMidnight, startOfDay } from '../src/core/japan-time.ts'

export interface DaysFilter {
  readonly from: Date | undefined
  readonly before: Date | undefined
}

export interface TypedDays {
  readonly from: string
  readonly until: string
}

/** Or the field that holds no date. */
export function readDays(typed: TypedDays): DaysFilter | { readonly bad: keyof TypedDays } {
  const bad = (['from', 'until'] as const).find(field => typed[field] !== '' && !isCalendarDate(typed[field]))
  if (bad !== undefined) return { bad }
  return {
    from: typed.from === '' ? undefined : startOfDay(typed.from),
    before: typed.until === '' ? undefined : nextMidnight(startOfDay(typed.until)),
  }
}
