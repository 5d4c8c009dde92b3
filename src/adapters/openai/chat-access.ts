// The chat model with everything around it, in one piece for the wiring: clock, circuit, allowance, record of what leaves.
import { type ModelAccess } from '../../core/compose/ask-model.ts'
import { openCircuits } from '../../core/compose/circuit.ts'
import { SENDING_PURPOSES } from '../../core/ports/outbound-log.ts'
import { systemClock } from '../system-clock.ts'
import { type ChatEndpoint, openChatModel } from './chat-model.ts'
import { openOutboundLog } from './chat-outbound-log.ts'
import { openTokenCounter } from './chat-token-counter.ts'

export interface ChatSettings extends ChatEndpoint {
  /** Of all askers together. */
  readonly tokensPerDay: number
  readonly tokensPerAskerAndDay: number
}

type Log = (event: string, data: Readonly<Record<string, unknown>>) => void

/** Opens no connection before the first question. */
export function openModelAccess(settings: ChatSettings, log: Log): ModelAccess {
  const { tokensPerDay, tokensPerAskerAndDay } = settings
  const model = openChatModel(settings)
  return {
    model,
    circuits: openCircuits(SENDING_PURPOSES, systemClock.now),
    counter: openTokenCounter(),
    allowance: { tokensPerDay, tokensPerAskerAndDay },
    outboundLog: openOutboundLog(log),
    clock: systemClock,
    now: () => new Date(),
    random: Math.random,
    onTrouble: (why, detail) => log('chat_trouble', { host: model.host, model: model.name, why, detail }),
  }
}
