// What forms and addresses of the conversation bring, as data.
import { STAFF_FEEDBACK, type TurnState } from '../../src/core/conversation/turn.ts'
import { isFault } from '../../src/core/errors.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import { retryAfterOf } from '../../src/pages/fault-status.ts'
import type { Problem } from './composer.ts'
import { readConversationId } from './conversation-id.ts'
import { readField, readText } from './read-field.ts'

const { problems } = webMessages

export interface QuestionForm {
  readonly text: string
  readonly sectionCode: string | undefined
  /** Null for the first question of a conversation. */
  readonly conversationId: string | null
}

export function readQuestion(body: unknown): QuestionForm {
  return {
    text: readText(body, 'question'),
    sectionCode: readField(body, 'section'),
    conversationId: readConversationId(body),
  }
}

/** Reads a feedback form, or the address of a question's page. A kind that does not exist counts as none. */
export function readTurnState(fields: unknown): TurnState {
  const kind = readField(fields, 'feedback') ?? readField(fields, 'kind')
  const commented = readField(fields, 'commented') !== undefined || readText(fields, 'comment').trim() !== ''
  return { entryId: readField(fields, 'entry'), feedback: STAFF_FEEDBACK.find(known => known === kind), commented }
}

/** The sentence for a question that was refused; null for any other error. */
export function refusedQuestion(error: unknown): Problem | null {
  if (isFault(error, 'overloaded'))
    return { field: 'question', text: problems.overloaded, retryAfterS: retryAfterOf(error) }
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
  if (state.feedback !== undefined && state.commented === true) query.set('commented', '1')
  const path = `/questions/${encodeURIComponent(id)}`
  const search = query.size === 0 ? '' : `?${query.toString()}`
  return state.feedback === undefined ? path + search : `${path}${search}#${feedbackElementId(id)}`
}

/** Where a turn stands on a page of several. */
export function turnElementId(questionId: string): string {
  return `turn-${questionId}`
}

/** Where the page answers the person's feedback: an address can lead there. */
export function feedbackElementId(questionId: string): string {
  return `feedback-${questionId}`
}
