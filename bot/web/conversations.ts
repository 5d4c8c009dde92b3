// A conversation opened again: all its turns as they stand, and the form for the next question.
import type { Response } from 'express'
import type { Chat, IdRequest } from './chat.ts'
import { loggedConversationId, readConversationId } from './conversation-id.ts'
import { conversationPage } from './pages.ts'
import { scopeOfVisitor } from './reader.ts'
import { sendNotFound, sendPage } from './respond.ts'
import { viewOf } from './send-turn.ts'

export async function showConversation(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const conversationId = readConversationId({ conversation: request.params.id })
  if (conversationId === null) return sendNotFound(response, chat.frame)
  const turns = await chat.conversation.history(loggedConversationId(conversationId), scopeOfVisitor(response))
  if (turns.length === 0) return sendNotFound(response, chat.frame)
  const view = await viewOf(chat, conversationId)
  const composer = { sections: view.sections, conversationId, followUp: true }
  return sendPage(response, conversationPage(turns, view, composer), chat.frame)
}
