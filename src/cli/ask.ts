// `zencho ask`: one question from the terminal, and how its answer came about.
import type { Answer, Candidate } from '../core/answer-question.ts'
import { formatJapaneseDate } from '../core/fiscal-year.ts'
import { cli } from '../core/messages/ja/cli.ts'
import type { CliDeps } from './cli-deps.ts'
import { describeExplanation } from './describe-explanation.ts'
import { withProduct } from './with-product.ts'

export interface AskOptions {
  readonly json?: boolean
  /** Tells how the answer came about instead of giving it; the question is not logged. */
  readonly explain?: boolean
  readonly section?: string
  readonly limit?: number
}

export async function runAsk(text: string, options: AskOptions, deps: CliDeps): Promise<void> {
  const question = { text, channel: 'cli' as const, sectionCode: options.section, limit: options.limit }
  const tell = <T>(result: T, describe: (result: T) => string) =>
    deps.out(options.json === true ? JSON.stringify(result, null, 2) : describe(result))
  if (options.explain === true) {
    return tell(await withProduct(deps, product => product.explain(question)), describeExplanation)
  }
  tell(await withProduct(deps, product => product.ask(question)), describeAnswer)
}

function describeAnswer(answer: Answer): string {
  switch (answer.outcome) {
    case 'answered': {
      const { question, answer: text, section, revisedOn, basis } = answer.entry
      const facts = [cli.answeredBy(section.name, formatJapaneseDate(revisedOn))]
      if (basis.length > 0) facts.push(cli.basis(basis))
      facts.push(cli.confidence(answer.confidence))
      const others =
        answer.candidates.length > 0 ? ['', cli.otherCandidates, ...answer.candidates.map(describeCandidate)] : []
      return [`■ ${question}`, '', text, '', ...facts, ...others].join('\n')
    }
    case 'candidates':
      return [cli.candidatesTitle, ...answer.candidates.map(describeCandidate)].join('\n')
    case 'unanswered':
      return cli.unanswered
    default:
      return answer satisfies never
  }
}

function describeCandidate({ entryId, question, section, confidence }: Candidate): string {
  return `  - ${question}（${section.name}、${entryId}、${cli.confidence(confidence)}）`
}
