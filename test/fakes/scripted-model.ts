// A chat model that says what the test wrote, and everything around a model call, in memory.
import type { ModelAccess } from '../../src/core/compose/ask-model.ts'
import { openCircuits } from '../../src/core/compose/circuit.ts'
import type { ChatModel, ChatPiece, ChatRequest } from '../../src/core/ports/chat-model.ts'
import { openManualClock } from './manual-clock.ts'
import { memoryOutboundLog, memoryTokenCounter } from './memory-model-use.ts'

export const HANG = { kind: 'hang' } as const
/** What a request gets: texts, pieces, or silence that never ends. */
export type ScriptStep = string | ChatPiece | typeof HANG

export interface ScriptedModel extends ChatModel {
  readonly requests: readonly ChatRequest[]
  /** How many requests were left before their end. */
  readonly left: () => number
}

/** The first request gets the first script, and so on; those after the last get the last. Texts without an end get one. */
export function scriptModel(
  ...scripts: readonly (readonly ScriptStep[] | ((request: ChatRequest) => string))[]
): ScriptedModel {
  const requests: ChatRequest[] = []
  let left = 0
  return {
    host: 'model.test:8080',
    name: 'scripted',
    requests,
    left: () => left,
    write: async function* (request, signal) {
      const script = scripts[Math.min(requests.length, scripts.length - 1)] ?? []
      requests.push(request)
      signal.addEventListener('abort', () => void (left += 1))
      const steps = typeof script === 'function' ? cutInPieces(script(request)) : script
      for (const step of steps) {
        if (typeof step === 'string') yield { kind: 'text' as const, text: step }
        else if (step.kind === 'hang') await new Promise(() => {})
        else yield step
      }
      if (steps.every(step => typeof step === 'string')) yield { kind: 'end', isCut: false }
    },
  }
}

/** About as much as a few tokens. */
const PIECE_LENGTH = 20

function cutInPieces(text: string): readonly string[] {
  return text.match(new RegExp(`[^]{1,${PIECE_LENGTH}}`, 'gu')) ?? []
}

export const trouble = (
  problem: Extract<ChatPiece, { kind: 'trouble' }>['problem'],
  retryAfterMs: number | null = null,
) => ({ kind: 'trouble', problem, detail: 'as the test wrote', retryAfterMs }) as const

export function openScriptedAccess(model: ChatModel, some: Partial<ModelAccess> = {}) {
  const clock = openManualClock()
  const outboundLog = memoryOutboundLog()
  const troubles: string[] = []
  const access: ModelAccess = {
    model,
    isOn: async () => true,
    circuits: openCircuits(clock.now),
    counter: memoryTokenCounter(),
    allowance: { tokensPerDay: 1_000_000, tokensPerAskerAndDay: 1_000_000 },
    outboundLog,
    clock,
    now: () => new Date('2026-04-01T09:00:00+09:00'),
    random: () => 0.5,
    onTrouble: why => void troubles.push(why),
    ...some,
  }
  return { access, clock, sent: outboundLog.sent, troubles }
}

export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
