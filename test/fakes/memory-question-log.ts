// The question log in memory: a real implementation, held to the same contract as SQLite's.
import { FaqError } from '../../src/core/errors.ts'
import type { Feedback, LoggedQuestion, PopularEntry, QuestionLog } from '../../src/core/ports/question-log.ts'

export interface MemoryQuestionLog extends QuestionLog {
  readonly questions: readonly LoggedQuestion[]
  readonly feedback: readonly Feedback[]
}

const byTime = (a: LoggedQuestion, b: LoggedQuestion) =>
  a.askedAt.getTime() - b.askedAt.getTime() || (a.id < b.id ? -1 : 1)

function popularAmong(
  questions: readonly LoggedQuestion[],
  feedback: readonly Feedback[],
  since: Date,
): readonly PopularEntry[] {
  const given = questions
    .filter(({ askedAt, outcome }) => askedAt >= since && outcome === 'answered')
    .map(({ candidates }) => candidates[0]?.entryId)
  const chosen = feedback.filter(({ at, kind }) => at >= since && kind === 'chosen').map(({ entryId }) => entryId)
  const times = new Map<string, number>()
  for (const entryId of [...given, ...chosen]) if (entryId) times.set(entryId, (times.get(entryId) ?? 0) + 1)
  const counted = Array.from(times, ([entryId, count]) => ({ entryId, times: count }))
  return counted.sort((a, b) => b.times - a.times || (a.entryId < b.entryId ? -1 : 1))
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
    ofConversation: async (conversationId, limit) => {
      const own = questions.filter(question => question.conversationId === conversationId)
      return own.sort(byTime).slice(-limit)
    },
    ofAsker: async (asker, limit) => {
      const own = questions.filter(question => question.asker === asker)
      return own.sort((a, b) => byTime(b, a)).slice(0, limit)
    },
    popular: async (since, limit) =>
      popularAmong(questions, feedback, since)
        .filter(({ entryId }) => entryIds.includes(entryId))
        .slice(0, limit),
    giveFeedback: async given => {
      if (find(given.questionId) === null) throw new FaqError('not_found', { what: 'question', id: given.questionId })
      if (given.entryId !== null && !entryIds.includes(given.entryId)) {
        throw new FaqError('not_found', { what: 'entry', id: given.entryId })
      }
      feedback.push(given)
    },
    feedbackOn: async questionIds => feedback.filter(({ questionId }) => questionIds.includes(questionId)),
    count: async () => questions.length,
  }
}
