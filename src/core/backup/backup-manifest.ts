// What a backup says of itself, in a file beside the copies.

/** One file of a backup, by its path within the folder. */
export interface BackupFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface DatabaseCounts {
  readonly entries: number
  readonly revisions: number
  readonly accounts: number
  readonly questions: number
  readonly auditEvents: number
  readonly attachments: number
}

/** What a database is, as told by itself. */
export interface DatabaseFacts {
  readonly schema: number
  /** Newest audit event with its hash, and newest change of the index. */
  readonly lineage: string
  readonly counts: DatabaseCounts
}

export interface BackupManifest extends DatabaseFacts {
  readonly format: 1
  readonly product: 'zencho-faq'
  /** Version of the program that made it. */
  readonly version: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly files: readonly BackupFile[]
  /** Checksums of attachments that the database names and that were gone or damaged already. */
  readonly attachmentsMissing: readonly string[]
}

export interface MadeBackup {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly tookMs: number
  readonly manifest: BackupManifest
}

/** A folder that looks like a backup; null where its manifest cannot be read. */
export interface ListedBackup {
  readonly name: string
  readonly path: string
  readonly at: Date
  readonly bytes: number
  readonly manifest: BackupManifest | null
}
