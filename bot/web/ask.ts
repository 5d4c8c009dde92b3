// Asking: one question from the form, answered as a page of its own, as a fragment, or refused with the text kept.
import type { Request, Response } from 'express'
import type { Answer } from '../../src/core/answer-question.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { Chat } from './chat.ts'
import { type Composer, composerHtml, type Problem } from './composer.ts'
import { startPage } from './pages.ts'
import { type QuestionForm, questionUrl, readQuestion, refusedQuestion } from './read-form.ts'
import { sendFragment, sendPage, wantsFragment } from './respond.ts'
import { sendTurn } from './send-turn.ts'
import { askedQuestionOf } from './turn.ts'

export async function ask(request: Request, response: Response, chat: Chat): Promise<void> {
  const form = readQuestion(request.body)
  const result = await answerOrProblem(form, chat)
  const fragment = wantsFragment(request)
  if (!('outcome' in result)) {
    const composer = {
      sections: await chat.sections(),
      question: form.text,
      sectionCode: form.sectionCode,
      problem: result,
    }
    return sendRefusal(response, composer, { chat, fragment })
  }
  // Where the log could not be written there is no page to go to, and the answer is shown at once.
  const logged = await chat.findQuestion(result.questionId)
  if (logged !== null && !fragment) return response.redirect(303, questionUrl(logged.id, {}))
  const asked = logged ?? askedQuestionOf(result, form.text.trim(), form.sectionCode)
  return sendTurn(response, { asked, state: { unrecorded: logged === null }, fragment }, chat)
}

async function answerOrProblem({ text, sectionCode }: QuestionForm, chat: Chat): Promise<Answer | Problem> {
  if (sectionCode !== undefined && !(await chat.sections()).some(({ code }) => code === sectionCode)) {
    return { field: 'section', text: webMessages.problems.unknown_section }
  }
  try {
    return await chat.ask({ text, channel: 'web', sectionCode })
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
