// How backups stand, as health and pages show it.
import type { BackupRun } from './backup-log.ts'

export interface BackupState {
  /** Null where none are made by themselves. */
  readonly folder: string | null
  readonly lastSuccess: BackupRun | null
  /** Why the newest was not made; null where it was. */
  readonly failure: string | null
  /** A night was missed. */
  readonly overdue: boolean
}
