// What composes answers and rewrites follow-ups, where a chat model is set up, and what administrators see of its use.
import { openModelAccess } from '../adapters/openai/chat-access.ts'
import type { OpenDatabase } from '../adapters/sqlite/open-database.ts'
import { openSqliteModelSwitch } from '../adapters/sqlite/sqlite-model-switch.ts'
import { openSqliteOutboundLog, openSqliteOutboundRecords } from '../adapters/sqlite/sqlite-outbound-log.ts'
import { openSqliteTokenCounter, openSqliteTokenUsage } from '../adapters/sqlite/sqlite-token-counter.ts'
import { systemClock } from '../adapters/system-clock.ts'
import type { Config } from '../config.ts'
import type { ComposeDeps } from '../core/compose/compose-answer.ts'
import type { ModelUse } from '../core/compose/model-use.ts'
import { rewriteFollowUp } from '../core/compose/rewrite-follow-up.ts'
import type { RewriteQuestion } from '../core/conversation/conversation.ts'
import type { Clock } from '../core/ports/clock.ts'
import type { ModelSwitch } from '../core/ports/model-switch.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'
import type { Log } from './log.ts'

export interface ComposingParts {
  readonly database: OpenDatabase
  readonly analyser: MorphologicalAnalyser
  /** The machine's when not given. */
  readonly clock?: Clock | undefined
  readonly now: () => Date
  readonly log: Log
}

export interface OpenComposing {
  /** Null where no chat model is set up: whoever composes has to do without. */
  readonly composing: ComposeDeps | null
  readonly rewrite: RewriteQuestion | null
  /** Also where none is set up now: what left before stays on record. */
  readonly modelUse: ModelUse
}

export function openComposing(
  config: Pick<Config, 'chat' | 'employeeNumberForms'>,
  parts: ComposingParts,
): OpenComposing {
  const { database, analyser, now, log } = parts
  const modelSwitch = openSqliteModelSwitch(database.query, now)
  const outbound = openSqliteOutboundRecords(database.query, now)
  const usage = openSqliteTokenUsage(database.query)
  const { chat, employeeNumberForms } = config
  if (chat === null) {
    return { composing: null, rewrite: null, modelUse: { modelSwitch, outbound, usage, access: null } }
  }
  const onFailure = (error: unknown) => log('model_use_not_recorded', { error: String(error) })
  const access = openModelAccess(chat, {
    outboundLog: openSqliteOutboundLog(database.hurriedQuery, onFailure),
    counter: openSqliteTokenCounter({ hurried: database.hurriedQuery, patient: database.patientQuery, onFailure }),
    isOn: () => isOn(modelSwitch, onFailure),
    clock: parts.clock ?? systemClock,
    log,
  })
  const composing = { access, analyser, employeeNumberForms }
  return { composing, rewrite: rewriter(composing), modelUse: { modelSwitch, outbound, usage, access } }
}

/** What cannot be read is taken for off: nothing leaves against anybody's will. */
async function isOn(modelSwitch: ModelSwitch, onFailure: (error: unknown) => void): Promise<boolean> {
  try {
    return (await modelSwitch.read()).isOn
  } catch (error) {
    onFailure(error)
    return false
  }
}

/** The time limit of a rewriting ends it, whoever waits. */
function rewriter(composing: ComposeDeps): RewriteQuestion {
  return (question, earlier) =>
    rewriteFollowUp(question, earlier, { ...composing, signal: new AbortController().signal })
}
