// Names of backups: the moment in Japan, so that people read them and any list sorts them by time. Japan has no summer time:
// no moment comes twice.
import { dateInJapan } from '../fiscal-year.ts'

const NAME = /^zencho-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})$/u
const JAPAN_OFFSET_MS = 9 * 60 * 60 * 1000

/** 「zencho-20261201-020000」. */
export function backupName(at: Date): string {
  const inJapan = new Date(at.getTime() + JAPAN_OFFSET_MS).toISOString()
  return `zencho-${dateInJapan(at).replaceAll('-', '')}-${inJapan.slice(11, 19).replaceAll(':', '')}`
}

/** The moment that a name tells; null for what is no name of a backup. */
export function momentOfBackup(name: string): Date | null {
  const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? []
  if (year === undefined) return null
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`)
  return Number.isNaN(at.getTime()) || backupName(at) !== name ? null : at
}
