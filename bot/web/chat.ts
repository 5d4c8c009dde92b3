// What the room needs from the house, and what its request handlers share.
import type { Request } from 'express'
import type { Answer, Question } from '../../src/core/answer-question.ts'
import type { Entry, Section } from '../../src/core/entry.ts'
import type { Feedback, LoggedQuestion } from '../../src/core/ports/question-log.ts'
import type { Frame } from '../../src/pages/page.ts'

export interface WebChatDeps {
  readonly ask: (question: Question) => Promise<Answer>
  readonly findQuestion: (id: string) => Promise<LoggedQuestion | null>
  readonly giveFeedback: (feedback: Feedback) => Promise<void>
  readonly entriesById: (ids: readonly string[]) => Promise<readonly Entry[]>
  readonly sections: () => Promise<readonly Section[]>
  readonly now: () => Date
  /** Shown in the header, e.g. 汐見県. */
  readonly organisation: string
}

export interface Chat extends WebChatDeps {
  readonly frame: Frame
}

export type IdRequest = Request<{ id: string }>
