// Port: what was asked, what was shown, and what staff said of it. Feeds statistics and the learning loop.
import type { Reader } from '../access/rights.ts'
import type { Outcome } from '../search/judge.ts'

/** Where a question came from. */
export const CHANNELS = ['api', 'web', 'slack', 'mail', 'mcp', 'cli'] as const
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
  /** What was searched for where a follow-up took words of an earlier question; null where it stood alone. */
  readonly searchedAs: string | null
  /** Questions of one conversation share it; null for a question by itself. */
  readonly conversationId: string | null
  /** Whose question it is, as a keyed hash; null where nobody is told apart. */
  readonly asker: string | null
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
  /** What the person wrote beside it; null without. */
  readonly comment: string | null
  readonly at: Date
}

/** An entry that was often given, or chosen, as the answer. */
export interface PopularEntry {
  readonly entryId: string
  readonly times: number
}

export interface QuestionLog {
  /** Never rejects: a full disk must not cost a colleague the answer. Tells whether it was written. */
  readonly record: (question: LoggedQuestion) => Promise<boolean>
  readonly find: (id: string) => Promise<LoggedQuestion | null>
  /** The last questions of a conversation, oldest first. */
  readonly ofConversation: (conversationId: string, limit: number) => Promise<readonly LoggedQuestion[]>
  /** The last questions of one asker, newest first. */
  readonly ofAsker: (asker: string, limit: number) => Promise<readonly LoggedQuestion[]>
  /** Entries open to the reader that were most often given as the answer, or chosen among candidates, since an instant. */
  readonly popular: (since: Date, limit: number, reader: Reader) => Promise<readonly PopularEntry[]>
  /** Throws `not_found` for a question, or an entry, that is not in the log. */
  readonly giveFeedback: (feedback: Feedback) => Promise<void>
  /** What staff said of these questions, in the order in which it was said. */
  readonly feedbackOn: (questionIds: readonly string[]) => Promise<readonly Feedback[]>
  readonly count: () => Promise<number>
}
