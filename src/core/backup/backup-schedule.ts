// When the next backup is made: once a day at its time in Japan, or as soon as the server runs again where that was missed;
// after a failure again and again, but not at once.
import { addDays, dateInJapan } from '../fiscal-year.ts'
import { instantInJapan } from '../japan-time.ts'

/** What failed for want of space or of a network drive may be mended within the hour. */
export const RETRY_AFTER_MS = 30 * 60_000
/** Without a backup for so long, a person has to know: one night was missed. */
export const OVERDUE_MS = 26 * 60 * 60_000

export interface BackupTimes {
  readonly lastSuccess: Date | null
  readonly lastFailure: Date | null
}

/** `at`: HH:mm in Japan. */
export function isBackupDue(now: Date, at: string, { lastSuccess, lastFailure }: BackupTimes): boolean {
  if (isWithin(lastFailure, now, RETRY_AFTER_MS)) return false
  // A success in the future tells of a clock that was set back: it counts for nothing.
  return lastSuccess === null || lastSuccess > now || lastSuccess < lastTurn(now, at)
}

export function isBackupOverdue(now: Date, { lastSuccess }: BackupTimes): boolean {
  return lastSuccess === null || now.getTime() - lastSuccess.getTime() > OVERDUE_MS
}

/** The newest moment at that time of day which is not in the future. */
function lastTurn(now: Date, at: string): Date {
  const today = dateInJapan(now)
  const turn = instantInJapan(today, at)
  if (turn === null) throw new Error(`expected a time of day, got ${at}`)
  return turn <= now ? turn : (instantInJapan(addDays(today, -1), at) ?? turn)
}

function isWithin(moment: Date | null, now: Date, ms: number): boolean {
  return moment !== null && Math.abs(now.getTime() - moment.getTime()) < ms
}
