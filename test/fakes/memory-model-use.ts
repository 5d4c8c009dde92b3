// What left, tokens of the day and the switch, in memory: whole stores that keep the contracts, for tests of core.
import type { ModelSwitch, SwitchState } from '../../src/core/ports/model-switch.ts'
import type { OutboundLog, SentText } from '../../src/core/ports/outbound-log.ts'
import { ASKER_TOKENS, PURPOSE_TOKENS, type TokenCounter, type TokenUsage } from '../../src/core/ports/token-counter.ts'

export function memoryOutboundLog(): OutboundLog & { readonly sent: readonly SentText[] } {
  const sent: SentText[] = []
  return { sent, record: async text => sent.push(text) > 0 }
}

export function memoryTokenCounter(): TokenCounter & TokenUsage {
  const sums = new Map<string, number>()
  const key = (day: string, name: string) => `${day} ${name}`
  const of = (day: string, prefix: string) =>
    [...sums]
      .filter(([name]) => name.startsWith(key(day, prefix)))
      .map(([name, tokens]) => [name.slice(key(day, prefix).length), tokens] as const)
  return {
    take: async (day, claims) => {
      const over = claims.find(({ name, tokens, limit }) => (sums.get(key(day, name)) ?? 0) + tokens > limit)
      if (over !== undefined) return { kind: 'over', name: over.name }
      for (const { name, tokens } of claims) sums.set(key(day, name), (sums.get(key(day, name)) ?? 0) + tokens)
      return { kind: 'taken' }
    },
    giveBack: async (day, names, tokens) => {
      for (const name of names.filter(each => sums.has(key(day, each)))) {
        sums.set(key(day, name), Math.max(0, (sums.get(key(day, name)) ?? 0) - tokens))
      }
    },
    tokensOn: async day => {
      const askers = of(day, ASKER_TOKENS).filter(([, tokens]) => tokens > 0)
      return {
        all: sums.get(key(day, 'all')) ?? 0,
        byPurpose: Object.fromEntries(of(day, PURPOSE_TOKENS)),
        askers: askers.length,
        askersWithAtLeast: least => askers.filter(([, tokens]) => tokens >= least).length,
      }
    },
  }
}

export function memoryModelSwitch(now: () => Date): ModelSwitch {
  let state: SwitchState = { isOn: true, moved: null }
  return {
    read: async () => state,
    move: async (isOn, actor) => {
      if (state.isOn !== isOn) state = { isOn, moved: { at: now(), by: actor } }
    },
  }
}
