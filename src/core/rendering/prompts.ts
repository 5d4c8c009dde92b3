// What a model is asked to say in other words, as a pure function: an official question with its answer, quoted.
import { quoteLines } from '../compose/quote.ts'
import { englishInstructions, plainInstructions, renderingLabels, renderingRequests } from '../messages/ja/drafted.ts'
import type { ChatPrompt } from '../ports/chat-model.ts'
import type { RenderingLanguage, RenderingWords } from '../ports/renderings.ts'

const INSTRUCTIONS: Readonly<Record<RenderingLanguage, string>> = { plain: plainInstructions, en: englishInstructions }

export function renderingPrompt({ question, answer }: RenderingWords, language: RenderingLanguage): ChatPrompt {
  const labels = renderingLabels
  const blocks = [
    [labels.question, quoteLines(question), labels.questionEnd].join('\n'),
    [labels.answer, quoteLines(answer), labels.answerEnd].join('\n'),
    renderingRequests[language],
  ]
  return { system: INSTRUCTIONS[language], user: blocks.join('\n\n') }
}
