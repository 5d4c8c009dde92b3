// Port: what was asked, what was shown, and what staff said of it. Feeds statistics and the learning loop.
import type { Outcome } from '../search/judge.ts'

/** Where a question came from. */
export const CHANNELS = ['api', 'web', 'slack', 'cli'] as const
export type Channel = (typeof CHANNELS)[number]

export const FEEDBACK_KINDS = ['resolved', 'unresolved', 'none_of_these', 'chosen'] as const
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number]

export interface LoggedCandidate {
  readonly entryId: string
  readonly confidence: number
}

export interface LoggedQuestion {
  readonly id: string
  readonly askedAt: Date
  readonly channel: Channel
  readonly text: string
  readonly sectionCode: string | null
  readonly outcome: Outcome
  readonly confidence: number
  readonly candidates: readonly LoggedCandidate[]
  readonly tookMs: number
}

export interface Feedback {
  readonly questionId: string
  readonly kind: FeedbackKind
  readonly entryId: string | null
  readonly at: Date
}

export interface QuestionLog {
  /** Never rejects: a full disk must not cost a colleague the answer. Tells whether it was written. */
  readonly record: (question: LoggedQuestion) => Promise<boolean>
  readonly find: (id: string) => Promise<LoggedQuestion | null>
  /** Throws `not_found` for a question, or an entry, that is not in the log. */
  readonly giveFeedback: (feedback: Feedback) => Promise<void>
  readonly count: () => Promise<number>
}
