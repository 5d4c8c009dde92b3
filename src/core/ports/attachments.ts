// Port: files of answers. Every change is one transaction with its audit event; the bytes stay as long as the audit trail does.
import type { Actor } from './registry.ts'

export interface Attachment {
  readonly id: string
  readonly entryId: string
  readonly sha256: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly uploadedBy: Actor
  readonly uploadedAt: Date
}

/** Bytes that came in whole and are kept under their checksum. */
export interface ReceivedFile {
  readonly sha256: string
  readonly sizeBytes: number
}

export interface NewAttachment {
  readonly entryId: string
  readonly name: string
  readonly mediaType: string
  readonly file: ReceivedFile
}

export interface Attachments {
  readonly add: (attachment: NewAttachment, actor: Actor) => Promise<Attachment>
  /** null for one that was removed. */
  readonly find: (id: string) => Promise<Attachment | null>
  /** In the order in which they came. */
  readonly ofEntry: (entryId: string) => Promise<readonly Attachment[]>
  /** Nobody is given it any more; that it was there, the trail tells. */
  readonly remove: (id: string, actor: Actor) => Promise<void>
}

export interface AttachmentFiles {
  /** Keeps the bytes for good, under their checksum. */
  readonly keep: (bytes: Uint8Array) => Promise<ReceivedFile>
  /** null where the file is gone, or is not what it was. */
  readonly read: (file: ReceivedFile) => Promise<Uint8Array | null>
}
