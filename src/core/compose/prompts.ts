// The two things a model is asked, as pure functions: the same words in, the same prompt out.
import {
  composeInstructions,
  composeRequest,
  rewriteInstructions,
  rewriteRequest,
  sourceLabels,
} from '../messages/ja/composed.ts'
import type { ChatPrompt } from '../ports/chat-model.ts'
import { type QuotedSource, quoteLines } from './quote.ts'

/** One answer from several sources, each sentence with the number of its source. */
export function composePrompt(question: string, sources: readonly Pick<QuotedSource, 'text'>[]): ChatPrompt {
  const blocks = sources.map(({ text }, i) => [sourceLabels.start(i + 1), text, sourceLabels.end(i + 1)].join('\n'))
  const asked = [sourceLabels.asked, quoteLines(question), sourceLabels.askedEnd].join('\n')
  return { system: composeInstructions, user: [...blocks, asked, composeRequest].join('\n\n') }
}

/** One turn of a conversation: what was asked, and the question of the entry that was shown, if one was. */
export interface EarlierTurn {
  readonly asked: string
  readonly found: string | null
}

/** One question that can be understood without the turns before it. */
export function rewritePrompt(text: string, earlier: readonly EarlierTurn[]): ChatPrompt {
  const turns = earlier.flatMap(({ asked, found }) => [
    quoteLines(asked),
    ...(found === null ? [] : [quoteLines(`${sourceLabels.found}：${found}`)]),
  ])
  const before = [sourceLabels.earlier, ...turns, sourceLabels.earlierEnd].join('\n')
  const last = [sourceLabels.asked, quoteLines(text), sourceLabels.askedEnd].join('\n')
  return { system: rewriteInstructions, user: [before, last, rewriteRequest].join('\n\n') }
}
