// Reads 解決率 of one entry in a fiscal year.
import type { Entry } from '../../src/core/entry.ts'
import { type CalendarDate, dateInJapan, fiscalYearBounds } from '../../src/core/fiscal-year.ts'
import { monthOf, monthsBetween } from '../../src/core/kpi/report-month.ts'
import { aroundRevision } from '../../src/core/learning/find-falls.ts'
import { addVoices } from '../../src/core/learning/resolution.ts'
import type { ResolutionDeps } from './deps.ts'
import type { EntryResolution } from './entry-page.ts'

export async function readEntryResolution(
  entry: Pick<Entry, 'id' | 'question'>,
  year: number,
  { feedback: { resolution }, now }: Pick<ResolutionDeps, 'feedback' | 'now'>,
): Promise<EntryResolution> {
  const today = dateInJapan(now())
  const [voices, revision] = await Promise.all([
    resolution.monthsOf(entry.id, fiscalYearBounds(year)),
    aroundRevision(entry.id, today, resolution),
  ])
  return { entry, year, months: monthsOfYear(year, today), voices, whole: addVoices(voices), revision }
}

/** Up to this one. */
export function monthsOfYear(year: number, today: CalendarDate): readonly string[] {
  const last = [`${year + 1}-03`, monthOf(today)].toSorted()[0] ?? ''
  return monthsBetween(`${year}-04`, last)
}
