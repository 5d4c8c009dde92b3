// Asking: one question from the form, answered as a page of its own, as a fragment, or refused with the text kept.
import type { Request, Response } from 'express'
import type { Turn } from '../../src/core/conversation/turn.ts'
import type { Chat } from './chat.ts'
import { type Composer, composerHtml, type Problem } from './composer.ts'
import { startPage } from './pages.ts'
import { type QuestionForm, questionUrl, readQuestion, refusedQuestion } from './read-form.ts'
import { sendFragment, sendPage, wantsFragment } from './respond.ts'
import { sendTurn } from './send-turn.ts'

export async function ask(request: Request, response: Response, chat: Chat): Promise<void> {
  const form = readQuestion(request.body)
  const result = await answerOrProblem(form, chat)
  const fragment = wantsFragment(request)
  if (!('questionId' in result)) {
    const { text: question, sectionCode } = form
    const composer = { sections: await chat.sections(), question, sectionCode, problem: result }
    return sendRefusal(response, composer, { chat, fragment })
  }
  // Where the log could not be written there is no page to go to, and the answer is shown at once.
  if (result.recorded && !fragment) return response.redirect(303, questionUrl(result.questionId, {}))
  return sendTurn(response, { turn: result, fragment }, chat)
}

async function answerOrProblem({ text, sectionCode }: QuestionForm, chat: Chat): Promise<Turn | Problem> {
  try {
    return await chat.conversation.ask({ text, channel: 'web', sectionCode })
  } catch (error) {
    const problem = refusedQuestion(error)
    if (problem === null) throw error
    return problem
  }
}

function sendRefusal(response: Response, composer: Composer, to: { chat: Chat; fragment: boolean }): Promise<void> {
  if (to.fragment) return sendFragment(response, 'composer', composerHtml(composer), 422)
  return sendPage(response, startPage(composer), to.chat.frame, 422)
}
