// Port: tokens taken of the day's allowance, for everybody together and for each asker.

export interface TokenClaim {
  /** Whose allowance. */
  readonly name: string
  readonly tokens: number
  /** Highest sum of a day. */
  readonly limit: number
}

export interface TokenCounter {
  /** Adds each claim to its sum of the day, all or none; false where one would pass its limit. Never rejects. */
  readonly take: (day: string, claims: readonly TokenClaim[]) => Promise<boolean>
  /** Gives back what was taken on that day and not used. Never rejects. */
  readonly giveBack: (day: string, names: readonly string[], tokens: number) => Promise<void>
}
