// A question that was asked: its page, the candidate that was chosen, and whether the answer helped.
import type { Response } from 'express'
import type { Reaction } from '../../src/core/conversation/conversation.ts'
import type { TurnState } from '../../src/core/conversation/turn.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Chat, IdRequest } from './chat.ts'
import { messagePage } from './pages.ts'
import { questionUrl, readTurnState } from './read-form.ts'
import { sendNotFound, sendPage, wantsFragment } from './respond.ts'
import { sendTurn } from './send-turn.ts'

export async function showQuestion(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const turn = await chat.conversation.show(request.params.id, readTurnState(request.query))
  if (turn === null) return sendNotFound(response, chat.frame)
  return sendTurn(response, { turn, fragment: false }, chat)
}

export async function chooseCandidate(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const { entryId } = readTurnState(request.body)
  if (entryId === undefined) return refuseForm(response, chat)
  const reaction = { questionId: request.params.id, kind: 'chosen', entryId } as const
  return recordAndShow({ request, response, reaction, state: { entryId } }, chat)
}

export async function takeFeedback(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const state = readTurnState(request.body)
  if (state.feedback === undefined) return refuseForm(response, chat)
  // None of these is said of the list, not of the answer that stands above it.
  const entryId = state.feedback === 'none_of_these' ? null : (state.entryId ?? null)
  const reaction = { questionId: request.params.id, kind: state.feedback, entryId }
  return recordAndShow({ request, response, reaction, state }, chat)
}

interface Said {
  readonly request: IdRequest
  readonly response: Response
  readonly reaction: Reaction
  /** What the turn shows afterwards. */
  readonly state: TurnState
}

async function recordAndShow({ request, response, reaction, state }: Said, chat: Chat): Promise<void> {
  const { questionId } = reaction
  // An entry that was no candidate is refused before anything is recorded.
  const before = await chat.conversation.show(questionId, state)
  if (before === null || (await chat.conversation.react(reaction)) === null) return sendNotFound(response, chat.frame)
  if (!wantsFragment(request)) return response.redirect(303, questionUrl(questionId, state))
  const turn = await chat.conversation.show(questionId, state)
  if (turn === null) return sendNotFound(response, chat.frame)
  return sendTurn(response, { turn, fragment: true }, chat)
}

function refuseForm(response: Response, chat: Chat): Promise<void> {
  return sendPage(response, messagePage(webMessages.errors.badForm), chat.frame, 422)
}
