// Port: forms that were sent and taken, by the key each form carries, so that one sent twice is taken once.
export interface SentForms {
  /** The address to which the first one led; null for a form that was not taken yet. */
  readonly find: (accountId: string, key: string) => Promise<string | null>
  readonly remember: (accountId: string, key: string, location: string) => Promise<void>
}
