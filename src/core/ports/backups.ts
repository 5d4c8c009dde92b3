// Port: backups of the data as a whole: those that a server makes by itself, and what commands do without opening the product.
import type { BackupManifest, DatabaseFacts, ListedBackup, MadeBackup } from '../backup/backup-manifest.ts'
import type { DataProblem } from '../backup/data-problem.ts'
import type { BackupRun } from './backup-log.ts'

/** How backups stand, as health and pages show it. */
export interface BackupState {
  /** Null where none are made by themselves. */
  readonly folder: string | null
  readonly lastSuccess: BackupRun | null
  /** Why the newest was not made; null where it was. */
  readonly failure: string | null
  /** A night was missed. */
  readonly overdue: boolean
  /** Those that are past the number to be kept could not be deleted: the disk will be full one day. */
  readonly areOldLeft: boolean
}

/** Backups that a server makes by itself. */
export interface ProductBackups {
  readonly state: () => Promise<BackupState>
  /** For health: what is wrong, or null. */
  readonly trouble: () => Promise<string | null>
  /** Makes one where it is due, from now on until closed. Whoever serves starts it. */
  readonly start: () => BackupTimer
}

export interface BackupTimer {
  /** Looks now; resolves when what was due is made or has failed. */
  readonly look: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What commands do with the data as a whole, without opening the product. */
export interface BackupCommands {
  readonly make: (folder?: string) => Promise<MadeBackup>
  /** Deletes all but the newest; resolves with the names of those that went. */
  readonly dropOld: (folder: string | undefined, keep: number) => Promise<readonly string[]>
  readonly list: (folder?: string) => Promise<{ readonly folder: string; readonly backups: readonly ListedBackup[] }>
  readonly restore: (options: {
    readonly from: string
    readonly to?: string | undefined
    readonly dryRun: boolean
  }) => Promise<{ readonly manifest: BackupManifest; readonly aside: string | null }>
  /** Null where there are no data yet. */
  readonly verify: (options: VerifyOptions) => Promise<VerifyReport | null>
}

export interface VerifyOptions {
  /** Reads every byte of attachments, and compares the indexes of the database with its tables. */
  readonly deep: boolean
}

export interface VerifyReport {
  /** Null where the database cannot be read at all. */
  readonly facts: DatabaseFacts | null
  readonly problems: readonly DataProblem[]
}
