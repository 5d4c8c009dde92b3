// A question that was asked: its page, the candidate that was chosen, and whether the answer helped.
import type { Response } from 'express'
import type { Reaction } from '../../src/core/conversation/conversation.ts'
import type { TurnState } from '../../src/core/conversation/turn.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Chat, IdRequest } from './chat.ts'
import { conversationUrl, readConversationId } from './conversation-id.ts'
import { messagePage, questionPage } from './pages.ts'
import { readText } from './read-field.ts'
import { feedbackElementId, questionUrl, readTurnState, turnElementId } from './read-form.ts'
import { scopeOfVisitor } from './reader.ts'
import { sendNotFound, sendPage, wantsFragment } from './respond.ts'
import { sendTurnFragment, viewOf } from './send-turn.ts'

/** The page of one turn may be passed on, so nothing on it leads to the conversation that the turn is from. */
export async function showQuestion(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const turn = await chat.conversation.show(request.params.id, readTurnState(request.query), scopeOfVisitor(response))
  if (turn === null) return sendNotFound(response, chat.frame)
  return sendPage(response, questionPage(turn, await viewOf(chat, null)), chat.frame)
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
  const comment = readText(request.body, 'comment')
  const reaction = { questionId: request.params.id, kind: state.feedback, entryId, comment }
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
  const scope = scopeOfVisitor(response)
  // An entry that was no candidate is refused before anything is recorded.
  const before = await chat.conversation.show(questionId, state, scope)
  const after = before === null ? null : await chat.conversation.react(reaction, scope)
  if (after === null) return sendNotFound(response, chat.frame)
  const conversationId = readConversationId(request.body)
  if (!wantsFragment(request)) return response.redirect(303, pageUrl(questionId, state, conversationId))
  const turn = await chat.conversation.show(questionId, state, scope)
  if (turn === null) return sendNotFound(response, chat.frame)
  return sendTurnFragment(response, turn, { conversationId, chat })
}

/** Back to the page that the form was on: the conversation remembers what was said, the page of one turn is told. */
function pageUrl(questionId: string, state: TurnState, conversationId: string | null): string {
  if (conversationId === null) return questionUrl(questionId, state)
  const elementId = state.feedback === undefined ? turnElementId(questionId) : feedbackElementId(questionId)
  return conversationUrl(conversationId, elementId)
}

function refuseForm(response: Response, chat: Chat): Promise<void> {
  return sendPage(response, messagePage(webMessages.errors.badForm), chat.frame, 422)
}
