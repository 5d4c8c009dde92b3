// Names of backups: the moment in Japan, so that people read them and any list sorts them by time. Japan has no summer time:
// no moment comes twice.
import { clockInJapan } from '../fiscal-year.ts'

const NAME = /^zencho-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})$/u

/** 「zencho-20261201-020000」. */
export function backupName(at: Date): string {
  return `zencho-${clockInJapan(at).replaceAll(/[-:]/gu, '').replace('T', '-')}`
}

/** The moment that a name tells; null for what is no name of a backup. */
export function momentOfBackup(name: string): Date | null {
  const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? []
  if (year === undefined) return null
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`)
  return Number.isNaN(at.getTime()) || backupName(at) !== name ? null : at
}
