// What composes answers and rewrites follow-ups, where a chat model is set up.
import { openModelAccess } from '../adapters/openai/chat-access.ts'
import type { Config } from '../config.ts'
import type { ComposeDeps } from '../core/compose/compose-answer.ts'
import type { MorphologicalAnalyser } from '../core/tokenise.ts'
import type { Log } from './log.ts'

/** Null where no chat model is set up: whoever composes has to do without. */
export function openComposing(
  { chat, employeeNumberForms }: Pick<Config, 'chat' | 'employeeNumberForms'>,
  { analyser, log }: { readonly analyser: MorphologicalAnalyser; readonly log: Log },
): ComposeDeps | null {
  return chat === null ? null : { access: openModelAccess(chat, log), analyser, employeeNumberForms }
}
