// The tokens of one call: claimed for the longest answer before it is made, given back for what was not written.
import { dateInJapan } from '../fiscal-year.ts'
import type { ChatRequest } from '../ports/chat-model.ts'
import type { SendingPurpose } from '../ports/outbound-log.ts'
import {
  ALL_TOKENS,
  ASKER_TOKENS,
  PURPOSE_TOKENS,
  type TokenCounter,
  type TokensTaken,
} from '../ports/token-counter.ts'

/** A token is about one Japanese letter; in other writing it is more, never much less. */
const TOKENS_PER_CHARACTER = 1

export interface Allowance {
  readonly tokensPerDay: number
  readonly tokensPerAskerAndDay: number
}

export interface TokenAccount {
  /** Claims the longest answer, all or nothing. Never rejects. */
  readonly open: () => Promise<TokensTaken>
  readonly add: (text: string) => void
  /** Gives back what was claimed and not used. Never rejects. */
  readonly close: () => Promise<void>
}

export interface AccountHolder {
  readonly request: ChatRequest
  readonly purpose: SendingPurpose
  /** Whose allowance is used beside everybody's; null for nobody's. */
  readonly asker: string | null
}

export function tokenAccount(
  { request, purpose, asker }: AccountHolder,
  {
    counter,
    allowance,
    now,
  }: { readonly counter: TokenCounter; readonly allowance: Allowance; readonly now: () => Date },
): TokenAccount {
  const { system, user, tokensMax } = request
  const day = dateInJapan(now())
  const promptTokens = Math.ceil((system.length + user.length) * TOKENS_PER_CHARACTER)
  const claimed = promptTokens + tokensMax
  const { tokensPerDay, tokensPerAskerAndDay } = allowance
  const limits = [
    [ALL_TOKENS, tokensPerDay],
    [PURPOSE_TOKENS + purpose, tokensPerDay], // has no limit of its own: it is counted to be shown
    ...(asker === null ? [] : [[ASKER_TOKENS + asker, tokensPerAskerAndDay] as const]),
  ] as const
  let written = 0
  return {
    open: () =>
      counter.take(
        day,
        limits.map(([name, limit]) => ({ name, tokens: claimed, limit })),
      ),
    add: text => void (written += text.length * TOKENS_PER_CHARACTER),
    close: () => {
      const unused = claimed - promptTokens - Math.min(tokensMax, Math.ceil(written))
      return counter.giveBack(
        day,
        limits.map(([name]) => name),
        unused,
      )
    },
  }
}
