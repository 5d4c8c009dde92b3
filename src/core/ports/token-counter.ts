// Port: tokens taken of the day's allowance, for everybody together and for each asker.

export interface TokenClaim {
  /** Whose allowance. */
  readonly name: string
  readonly tokens: number
  /** Highest sum of a day. */
  readonly limit: number
}

export type TokensTaken =
  | { readonly kind: 'taken' }
  /** One would pass its limit; the first such one. */
  | { readonly kind: 'over'; readonly name: string }
  /** The sums could not be written. */
  | { readonly kind: 'failed' }

export interface TokenCounter {
  /** Adds each claim to its sum of the day, all or none. Never rejects. */
  readonly take: (day: string, claims: readonly TokenClaim[]) => Promise<TokensTaken>
  /** Gives back what was taken on that day and not used. Never rejects. */
  readonly giveBack: (day: string, names: readonly string[], tokens: number) => Promise<void>
}

/** Names of sums: that of everybody, of what is asked for, and of one asker. */
export const ALL_TOKENS = 'all'
export const PURPOSE_TOKENS = 'purpose:'
export const ASKER_TOKENS = 'asker:'

/** Tokens of one day. Whose they are is not told, only how many took any. */
export interface TokensOfDay {
  readonly all: number
  readonly byPurpose: Readonly<Record<string, number>>
  /** People who are told apart and took any. */
  readonly askers: number
  /** Of these, those who have taken at least so many. */
  readonly askersWithAtLeast: (tokens: number) => number
}

export interface TokenUsage {
  readonly tokensOn: (day: string) => Promise<TokensOfDay>
}
