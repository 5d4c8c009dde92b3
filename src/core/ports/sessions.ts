// Port: sessions of people who are signed in, known by the hash of a token that only the browser has.
export interface StoredSession {
  readonly data: string
  readonly createdAt: Date
  readonly seenAt: Date
}

/** A session as its owner sees it in a list. */
export interface OwnSession {
  /** The hash of its token: nobody gets in by it. */
  readonly id: string
  readonly createdAt: Date
  readonly seenAt: Date
  /** What the browser called itself, and where it asked from; null where it did not say. */
  readonly agent: string | null
  readonly address: string | null
}

export interface Sessions {
  /** The key by which cookies are signed; never leaves the process. */
  readonly secret: string
  readonly read: (tokenHash: string) => Promise<StoredSession | null>
  /** Creates or replaces. */
  readonly write: (
    tokenHash: string,
    data: string,
    options: { readonly accountId: string | null; readonly now: Date },
  ) => Promise<void>
  /** Notes that it was used; not more often than every minute, because reading should not write. */
  readonly touch: (tokenHash: string, now: Date) => Promise<void>
  readonly end: (tokenHash: string) => Promise<void>
  /** Those of an account that were used since then, newest first. */
  readonly ofAccount: (accountId: string, bounds: SessionBounds) => Promise<readonly OwnSession[]>
  /** Ends one of the account's own; nothing happens where it is not. */
  readonly endOwn: (accountId: string, id: string) => Promise<void>
  /** Ends all of the account but this one. */
  readonly endOthers: (accountId: string, id: string) => Promise<void>
  /** Forgets sessions that nobody can use any more. */
  readonly endOlder: (bounds: SessionBounds) => Promise<void>
}

/** What was created or last used before is dead. */
export interface SessionBounds {
  readonly createdBefore: Date
  readonly seenBefore: Date
}
