// Port: what a person typed into the form of an entry and has not saved yet. One of each person and entry; nobody else sees it.
export interface Autosave {
  readonly entryId: string
  /** The revision that the person had before them; 0 for an entry that is new. */
  readonly seenRevision: number
  /** The fields as they were typed. */
  readonly fields: unknown
  readonly savedAt: Date
}

export interface Autosaves {
  /** Replaces what was kept before. */
  readonly keep: (accountId: string, autosave: Autosave) => Promise<void>
  readonly find: (accountId: string, entryId: string) => Promise<Autosave | null>
  /** Newest first. */
  readonly list: (accountId: string, limit: number) => Promise<readonly Autosave[]>
  readonly drop: (accountId: string, entryId: string) => Promise<void>
}
