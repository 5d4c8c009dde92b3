// Port: what became of backups, so that people see when the last good one was made, and are told once where one failed.
export interface BackupRun {
  readonly startedAt: Date
  readonly finishedAt: Date
  /** The folder it was made in, or was to be. */
  readonly folder: string
  /** Null where none was made. */
  readonly name: string | null
  readonly bytes: number
  /** Attachments that were gone, or no longer what they were, and are therefore not in the backup. */
  readonly attachmentsMissing: number
  /** Why none was made; null where one was. */
  readonly failure: string | null
}

export interface BackupLog {
  readonly note: (run: BackupRun) => Promise<void>
  /** Newest first. */
  readonly runs: (limit: number) => Promise<readonly BackupRun[]>
  readonly lastSuccess: () => Promise<BackupRun | null>
}
