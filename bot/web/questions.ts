// A question that was asked: its page, the candidate that was chosen, and whether the answer helped.
import type { Response } from 'express'
import { isFault } from '../../src/core/errors.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { FeedbackKind, LoggedQuestion } from '../../src/core/ports/question-log.ts'
import type { Chat, IdRequest } from './chat.ts'
import { messagePage } from './pages.ts'
import { questionUrl, readTurnState } from './read-form.ts'
import { sendNotFound, sendPage, wantsFragment } from './respond.ts'
import { sendTurn } from './send-turn.ts'
import type { TurnState } from './turn.ts'

export async function showQuestion(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const state = readTurnState(request.query)
  const asked = await findAsked(request.params.id, state.entryId, chat)
  if (asked === null) return sendNotFound(response, chat.frame)
  return sendTurn(response, { asked, state, fragment: false }, chat)
}

export async function chooseCandidate(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const { entryId } = readTurnState(request.body)
  if (entryId === undefined) return refuseForm(response, chat)
  return recordAndShow({ request, response, kind: 'chosen', entryId, state: { entryId } }, chat)
}

export async function takeFeedback(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const state = readTurnState(request.body)
  if (state.feedback === undefined) return refuseForm(response, chat)
  // None of these is said of the list, not of the answer that stands above it.
  const entryId = state.feedback === 'none_of_these' ? null : (state.entryId ?? null)
  return recordAndShow({ request, response, kind: state.feedback, entryId, state }, chat)
}

interface Said {
  readonly request: IdRequest
  readonly response: Response
  readonly kind: FeedbackKind
  readonly entryId: string | null
  /** What the turn shows afterwards. */
  readonly state: TurnState
}

async function recordAndShow({ request, response, kind, entryId, state }: Said, chat: Chat): Promise<void> {
  const asked = await findAsked(request.params.id, state.entryId, chat)
  if (asked === null) return sendNotFound(response, chat.frame)
  try {
    await chat.giveFeedback({ questionId: asked.id, kind, entryId, at: chat.now() })
  } catch (error) {
    if (isFault(error, 'not_found')) return sendNotFound(response, chat.frame)
    throw error
  }
  if (wantsFragment(request)) return sendTurn(response, { asked, state, fragment: true }, chat)
  response.redirect(303, questionUrl(asked.id, state))
}

/** Null for an unknown question, and for an entry that was not among its candidates. */
async function findAsked(id: string, entryId: string | undefined, chat: Chat): Promise<LoggedQuestion | null> {
  const asked = await chat.findQuestion(id)
  const known = entryId === undefined || asked?.candidates.some(candidate => candidate.entryId === entryId) === true
  return known ? asked : null
}

function refuseForm(response: Response, chat: Chat): Promise<void> {
  return sendPage(response, messagePage(webMessages.errors.badForm), chat.frame, 422)
}
