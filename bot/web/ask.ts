// Asking: one question from the form, answered on the page of its conversation, as a fragment, or refused with the text kept.
import type { Request, Response } from 'express'
import type { Scope } from '../../src/core/access/rights.ts'
import type { Turn } from '../../src/core/conversation/turn.ts'
import type { Chat } from './chat.ts'
import { composerHtml, type Problem } from './composer.ts'
import { conversationUrl, loggedConversationId, newConversationId } from './conversation-id.ts'
import { conversationPage, startPage } from './pages.ts'
import { type QuestionForm, readQuestion, refusedQuestion, turnElementId } from './read-form.ts'
import { scopeOfVisitor } from './reader.ts'
import { sendFragment, sendPage, wantsFragment } from './respond.ts'
import { sendTurnFragment, viewOf } from './send-turn.ts'

/** Tells the script the conversation that its next question belongs to. */
const CONVERSATION_HEADER = 'X-Conversation'

export async function ask(request: Request, response: Response, chat: Chat): Promise<void> {
  const form = readQuestion(request.body)
  const conversationId = form.conversationId ?? newConversationId()
  const result = await answerOrProblem(form, { conversationId, scope: scopeOfVisitor(response) }, chat)
  const fragment = wantsFragment(request)
  if (!('questionId' in result)) return sendRefusal(response, { form, problem: result, fragment }, chat)
  if (fragment) {
    if (result.recorded) response.set(CONVERSATION_HEADER, conversationId)
    return sendTurnFragment(response, result, { conversationId, chat })
  }
  if (result.recorded) return response.redirect(303, conversationUrl(conversationId, turnElementId(result.questionId)))
  return sendUnrecorded(response, { turn: result, form }, chat)
}

async function answerOrProblem(
  { text, sectionCode }: QuestionForm,
  { conversationId, scope }: { readonly conversationId: string; readonly scope: Scope },
  { conversation }: Chat,
): Promise<Turn | Problem> {
  try {
    const question = {
      text,
      channel: 'web',
      scope,
      sectionCode,
      conversationId: loggedConversationId(conversationId),
    } as const
    return await conversation.ask(question)
  } catch (error) {
    const problem = refusedQuestion(error)
    if (problem === null) throw error
    return problem
  }
}

interface Refusal {
  readonly form: QuestionForm
  readonly problem: Problem
  readonly fragment: boolean
}

async function sendRefusal(response: Response, { form, problem, fragment }: Refusal, chat: Chat): Promise<void> {
  const { text: question, sectionCode, conversationId } = form
  const turns = fragment ? [] : await earlierTurns(conversationId, response, chat)
  const view = await viewOf(chat, conversationId)
  const followUp = fragment ? conversationId !== null : turns.length > 0
  const composer = { sections: view.sections, question, sectionCode, conversationId, problem, followUp }
  const status = typeof problem.retryAfterS === 'number' ? 503 : 422
  if (typeof problem.retryAfterS === 'number') response.set('Retry-After', String(problem.retryAfterS))
  if (fragment) return sendFragment(response, 'composer', composerHtml(composer), status)
  const page = turns.length === 0 ? startPage(composer) : conversationPage(turns, view, composer)
  return sendPage(response, page, chat.frame, status)
}

/** Where the log could not be written there is no page to go to, and the answer is shown at once. */
async function sendUnrecorded(
  response: Response,
  { turn, form: { sectionCode, conversationId } }: { readonly turn: Turn; readonly form: QuestionForm },
  chat: Chat,
): Promise<void> {
  const turns = [...(await earlierTurns(conversationId, response, chat)), turn]
  const view = await viewOf(chat, conversationId)
  const composer = { sections: view.sections, sectionCode, conversationId, followUp: true }
  return sendPage(response, conversationPage(turns, view, composer), chat.frame)
}

async function earlierTurns(
  conversationId: string | null,
  response: Response,
  { conversation }: Chat,
): Promise<readonly Turn[]> {
  if (conversationId === null) return []
  return conversation.history(loggedConversationId(conversationId), scopeOfVisitor(response))
}
