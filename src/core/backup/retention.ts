// Which backups are kept: of the last days, weeks and months that have any, the newest one each. What lies further back goes;
// the newest of all never does.
import { addDays, type CalendarDate, dateInJapan, weekdayOf } from '../fiscal-year.ts'

export interface Retention {
  readonly daily: number
  readonly weekly: number
  readonly monthly: number
}

export interface DatedBackup {
  readonly name: string
  readonly at: Date
}

/** Names of those that may be deleted. */
export function backupsToDrop(backups: readonly DatedBackup[], retention: Retention): readonly string[] {
  const newestFirst = backups.toSorted((a, b) => b.at.getTime() - a.at.getTime())
  const kept = new Set(newestFirst.slice(0, 1))
  const rules = [
    [retention.daily, dayOf],
    [retention.weekly, weekOf],
    [retention.monthly, monthOf],
  ] as const
  for (const [count, periodOf] of rules) {
    const periods = new Set<string>()
    for (const backup of newestFirst) {
      const period = periodOf(backup.at)
      if (periods.has(period)) continue
      if (periods.size === count) break
      periods.add(period)
      kept.add(backup)
    }
  }
  return newestFirst.filter(backup => !kept.has(backup)).map(({ name }) => name)
}

/** Names of all but the newest ones. */
export function allButNewest(backups: readonly DatedBackup[], count: number): readonly string[] {
  return backups
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(Math.max(1, count))
    .map(({ name }) => name)
}

function dayOf(at: Date): CalendarDate {
  return dateInJapan(at)
}

/** Its Monday. */
function weekOf(at: Date): CalendarDate {
  const date = dateInJapan(at)
  return addDays(date, -((weekdayOf(date) + 6) % 7))
}

function monthOf(at: Date): string {
  return dateInJapan(at).slice(0, 7)
}
