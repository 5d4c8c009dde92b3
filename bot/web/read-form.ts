// What forms and addresses bring, as data. Nothing here is trusted: fields may be missing, doubled or made up.

import { STAFF_FEEDBACK, type TurnState } from '../../src/core/conversation/turn.ts'
import { isFault } from '../../src/core/errors.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Problem } from './composer.ts'

const { problems } = webMessages

export interface QuestionForm {
  /** As typed, with one kind of line break: forms send two characters for each. */
  readonly text: string
  readonly sectionCode: string | undefined
}

export function readQuestion(body: unknown): QuestionForm {
  return {
    text: (readField(body, 'question') ?? '').replace(/\r\n?/gu, '\n').toWellFormed(),
    sectionCode: readField(body, 'section'),
  }
}

/** Reads a feedback form, or the address of a question's page. A kind that does not exist counts as none. */
export function readTurnState(fields: unknown): TurnState {
  const kind = readField(fields, 'feedback') ?? readField(fields, 'kind')
  return { entryId: readField(fields, 'entry'), feedback: STAFF_FEEDBACK.find(known => known === kind) }
}

/** The sentence for a question that was refused; null for any other error. */
export function refusedQuestion(error: unknown): Problem | null {
  if (!isFault(error, 'bad_input')) return null
  if (error.data.field === 'section') return { field: 'section', text: problems.unknown_section }
  if (error.data.field !== 'question') return null
  const length = Number(error.data.got)
  return { field: 'question', text: length === 0 ? problems.empty : problems.too_long(length) }
}

/** The address of a question's page in a state; after feedback it leads down to the word of thanks. */
export function questionUrl(id: string, state: TurnState): string {
  const query = new URLSearchParams()
  if (state.entryId !== undefined) query.set('entry', state.entryId)
  if (state.feedback !== undefined) query.set('feedback', state.feedback)
  const path = `/questions/${encodeURIComponent(id)}`
  const search = query.size === 0 ? '' : `?${query.toString()}`
  return state.feedback === undefined ? path + search : `${path}${search}#${feedbackElementId(id)}`
}

/** One field; undefined where it is missing, empty, or sent twice. */
function readField(fields: unknown, name: string): string | undefined {
  if (typeof fields !== 'object' || fields === null) return undefined
  const value: unknown = Object.entries(fields).find(([key]) => key === name)?.[1]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Where the page answers the person's feedback: an address can lead there. */
export function feedbackElementId(questionId: string): string {
  return `feedback-${questionId}`
}
