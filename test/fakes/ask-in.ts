// A question in the log with what was said of its answer, in as few words as a test needs.
import { randomUUID } from 'node:crypto'
import type { FeedbackKind, LoggedQuestion, QuestionLog } from '../../src/core/ports/question-log.ts'

export interface Asking
  extends Partial<Pick<LoggedQuestion, 'text' | 'asker' | 'conversationId' | 'searchedAs' | 'outcome'>> {
  readonly at?: string
  /** Entry ids, best first. */
  readonly candidates?: readonly string[]
  readonly said: readonly (readonly [FeedbackKind, string | null])[]
}

export async function askIn(log: QuestionLog, asking: Asking): Promise<string> {
  const { at = '2026-06-01T03:00:00Z', candidates = [], said, ...question } = asking
  const id = randomUUID()
  const askedAt = new Date(at)
  const plain = {
    text: '休みたい',
    searchedAs: null,
    conversationId: null,
    asker: null,
    outcome: 'candidates',
  } as const
  const rest = { channel: 'web', sectionCode: null, confidence: 0.5, tookMs: 5 } as const
  const shown = candidates.map(entryId => ({ entryId, confidence: 0.5 }))
  await log.record({ id, askedAt, ...plain, ...rest, ...question, candidates: shown })
  for (const [i, [kind, entryId]] of said.entries()) {
    const saidAt = new Date(askedAt.getTime() + 1_000 * (i + 1))
    await log.giveFeedback({ questionId: id, kind, entryId, comment: null, at: saidAt })
  }
  return id
}
