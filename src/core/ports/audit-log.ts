// Port: the audit trail as it is read: who did what, when, what before, what after. It is written with each change, by whatever
// makes the change, and never again.

export interface RecordedEvent {
  readonly seq: number
  readonly at: Date
  readonly actor: string
  readonly action: string
  /** What it was done to: an entry, an account, a section… */
  readonly subject: string
  /** As JSON; null where there was nothing. */
  readonly before: unknown
  readonly after: unknown
}

export interface AuditFilter {
  readonly from?: Date | undefined
  /** The first instant that is not wanted any more. */
  readonly before?: Date | undefined
  readonly actor?: string | undefined
  readonly action?: string | undefined
  readonly subject?: string | undefined
}

/** The newest event and its hash: whoever writes it down can prove later that nothing before it was changed or cut off. */
export interface AuditSeal {
  readonly seq: number
  readonly hash: string
}

export type AuditVerdict =
  | { readonly kind: 'intact'; readonly events: number; readonly seal: AuditSeal | null }
  /** The first event that does not follow from the one before it, or is gone. */
  | { readonly kind: 'broken'; readonly seq: number; readonly events: number }

export interface AuditLog {
  /** Newest first, older than `olderThan` where it is given. */
  readonly page: (
    filter: AuditFilter,
    options: { readonly olderThan?: number | undefined; readonly limit: number },
  ) => Promise<readonly RecordedEvent[]>
  /** Everything that matches, oldest first, in pieces that fit into memory. */
  readonly each: (filter: AuditFilter) => AsyncIterable<readonly RecordedEvent[]>
  /** Recomputes the chain from its beginning; with a seal that was written down, the seal has to be in it. */
  readonly verify: (seal?: AuditSeal) => Promise<AuditVerdict>
}
