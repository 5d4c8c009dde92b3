// Tokens of the day in memory: enough for one process. A restart forgets them, so the day's allowance is a limit of each
// run; the endpoint's own limit is the one that holds for money.
import type { TokenCounter } from '../../core/ports/token-counter.ts'

export function openTokenCounter(): TokenCounter {
  let today = ''
  let sums = new Map<string, number>()
  return {
    take: async (day, claims) => {
      if (day !== today) {
        today = day
        sums = new Map()
      }
      if (claims.some(({ name, tokens, limit }) => (sums.get(name) ?? 0) + tokens > limit)) return false
      for (const { name, tokens } of claims) sums.set(name, (sums.get(name) ?? 0) + tokens)
      return true
    },
    giveBack: async (day, names, tokens) => {
      if (day !== today) return
      for (const name of names) sums.set(name, Math.max(0, (sums.get(name) ?? 0) - tokens))
    },
  }
}
