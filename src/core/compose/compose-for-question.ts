// The composed answer to a question of the log: of those of its candidates that the reader may see now.
import { isAnswerFor, type Scope } from '../access/rights.ts'
import { dateInJapan } from '../fiscal-year.ts'
import type { QuestionLog } from '../ports/question-log.ts'
import type { Registry } from '../ports/registry.ts'
import { type ComposeDeps, type ComposedEvent, composeAnswer } from './compose-answer.ts'

export interface ComposeForQuestionDeps {
  readonly composing: ComposeDeps
  readonly questionLog: Pick<QuestionLog, 'find'>
  readonly registry: Pick<Registry, 'entriesById'>
  readonly now: () => Date
}

export interface QuestionToCompose {
  readonly questionId: string
  /** Of the person who reads it: nothing else is given to the model. */
  readonly scope: Scope
  /** Whose allowance counts; left out, that of who asked. */
  readonly asker?: string | null
  readonly signal: AbortSignal
}

/** Never rejects for what a model does; a question that is not in the log has nothing to compose of. */
export async function* composeForQuestion(
  { questionId, scope, asker, signal }: QuestionToCompose,
  { composing, questionLog, registry, now }: ComposeForQuestionDeps,
): AsyncGenerator<ComposedEvent> {
  const asked = await questionLog.find(questionId)
  const today = dateInJapan(now())
  const ids = asked?.candidates.map(({ entryId }) => entryId) ?? []
  const sources = (await registry.entriesById(ids)).filter(entry => isAnswerFor(entry, scope, today))
  if (asked === null || sources.length === 0) {
    yield { kind: 'nothing', why: 'no_sources' }
    return
  }
  // A follow-up is asked with the words it was understood with.
  const text = asked.searchedAs ?? asked.text
  yield* composeAnswer({ questionId, text, sources, asker: asker ?? asked.asker }, composing, signal)
}
