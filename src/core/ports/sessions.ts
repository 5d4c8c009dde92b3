// Port: sessions of people who are signed in, known by the hash of a token that only the browser has.
export interface StoredSession {
  readonly data: string
  readonly createdAt: Date
  readonly seenAt: Date
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
  readonly touch: (tokenHash: string, now: Date) => Promise<void>
  readonly end: (tokenHash: string) => Promise<void>
  /** Forgets sessions that nobody can use any more. */
  readonly endOlder: (bounds: { readonly createdBefore: Date; readonly seenBefore: Date }) => Promise<void>
}
