// The question log in memory: a real implementation, held to the same contract as SQLite's.
import { FaqError } from '../../src/core/errors.ts'
import type { Feedback, LoggedQuestion, QuestionLog } from '../../src/core/ports/question-log.ts'

export interface MemoryQuestionLog extends QuestionLog {
  readonly questions: readonly LoggedQuestion[]
  readonly feedback: readonly Feedback[]
}

/** `entryIds` are the entries of the registry; feedback on others is refused. */
export function openMemoryQuestionLog(entryIds: readonly string[] = []): MemoryQuestionLog {
  const questions: LoggedQuestion[] = []
  const feedback: Feedback[] = []
  const find = (id: string) => questions.find(question => question.id === id) ?? null
  return {
    questions,
    feedback,
    record: async question => {
      if (find(question.id) !== null) return false
      questions.push(structuredClone(question))
      return true
    },
    find: async id => find(id),
    giveFeedback: async given => {
      if (find(given.questionId) === null) throw new FaqError('not_found', { what: 'question', id: given.questionId })
      if (given.entryId !== null && !entryIds.includes(given.entryId)) {
        throw new FaqError('not_found', { what: 'entry', id: given.entryId })
      }
      feedback.push(given)
    },
    count: async () => questions.length,
  }
}
