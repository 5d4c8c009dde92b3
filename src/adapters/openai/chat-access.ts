// The chat model with everything around it, in one piece for the wiring: clock, circuits, allowance, record of what leaves.
import type { ModelAccess } from '../../core/compose/ask-model.ts'
import { openCircuits } from '../../core/compose/circuit.ts'
import type { Clock } from '../../core/ports/clock.ts'
import type { OutboundLog } from '../../core/ports/outbound-log.ts'
import type { TokenCounter } from '../../core/ports/token-counter.ts'
import { type ChatEndpoint, openChatModel } from './chat-model.ts'

export interface ChatSettings extends ChatEndpoint {
  /** Of all askers together. */
  readonly tokensPerDay: number
  readonly tokensPerAskerAndDay: number
}

export interface ChatAccessDeps {
  readonly outboundLog: OutboundLog
  readonly counter: TokenCounter
  /** Never rejects. */
  readonly isOn: () => Promise<boolean>
  readonly clock: Clock
  readonly log: (event: string, data: Readonly<Record<string, unknown>>) => void
}

/** Opens no connection before the first question. */
export function openModelAccess(settings: ChatSettings, { log, ...deps }: ChatAccessDeps): ModelAccess {
  const { tokensPerDay, tokensPerAskerAndDay } = settings
  const model = openChatModel(settings)
  return {
    ...deps,
    model,
    circuits: openCircuits(deps.clock.now),
    allowance: { tokensPerDay, tokensPerAskerAndDay },
    now: () => new Date(),
    random: Math.random,
    onTrouble: (why, detail) => log('chat_trouble', { host: model.host, model: model.name, why, detail }),
  }
}
