// The composed answer to a question of the log: of its candidates, as they are published now.
import type { QuestionLog } from '../ports/question-log.ts'
import type { Registry } from '../ports/registry.ts'
import { type ComposeDeps, type ComposedEvent, composeAnswer } from './compose-answer.ts'

export interface ComposeForQuestionDeps {
  readonly composing: ComposeDeps
  readonly questionLog: Pick<QuestionLog, 'find'>
  readonly registry: Pick<Registry, 'entriesById'>
}

/** Never rejects for what a model does; a question that is not in the log has nothing to compose of. */
export async function* composeForQuestion(
  questionId: string,
  { composing, questionLog, registry }: ComposeForQuestionDeps,
  signal: AbortSignal,
): AsyncGenerator<ComposedEvent> {
  const asked = await questionLog.find(questionId)
  const ids = asked?.candidates.map(({ entryId }) => entryId) ?? []
  const sources = (await registry.entriesById(ids)).filter(({ status }) => status === 'published')
  if (asked === null || sources.length === 0) {
    yield { kind: 'nothing', why: 'no_sources' }
    return
  }
  // A follow-up is asked with the words it was understood with.
  const text = asked.searchedAs ?? asked.text
  yield* composeAnswer({ questionId, text, sources, asker: asked.asker }, composing, signal)
}
