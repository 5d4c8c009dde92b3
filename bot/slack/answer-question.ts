// From a person's words to the message that answers them, wherever they were said.
import { checkQuestion } from '../../src/core/answer-question.ts'
import { isFault } from '../../src/core/errors.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import type { Message } from './blocks/message.ts'
import type { FrontEndDeps } from './front-end.ts'
import { failureMessage, noticeMessage } from './notices.ts'
import { turnMessage } from './turn-message.ts'
import { askerOf, type Where } from './where.ts'

export interface Asked {
  readonly text: string
  readonly team: string
  readonly user: string
  /** Null for what stands by itself. */
  readonly conversationId: string | null
  readonly where: Where
}

export async function answerQuestion(asked: Asked, deps: FrontEndDeps): Promise<Message> {
  const { text, team, user, conversationId, where } = asked
  const problem = problemOf(text)
  if (problem !== null) return noticeMessage(problem)
  try {
    const asker = askerOf(team, user, deps.askerKeys)
    const turn = await deps.conversation.ask({ text, channel: 'slack', conversationId, asker })
    const summaries = (await deps.summaries?.isOn()) ?? false
    return turnMessage(turn, { publicUrl: deps.publicUrl, where, summaries })
  } catch (error) {
    // An answer that says "try again" is better than none: nothing else would come.
    return failureMessage(error, deps)
  }
}

function problemOf(text: string): string | null {
  try {
    checkQuestion(text)
    return null
  } catch (error) {
    if (!isFault(error, 'bad_input')) throw error
    return text.trim() === '' ? slackMessages.problems.empty : slackMessages.problems.tooLong
  }
}
