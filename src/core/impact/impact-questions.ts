// The questions by which a change is looked at: those of the question sets, the entry's own, and what staff asked of late.
import type { EntryContent } from '../entry.ts'
import type { EvaluationQuery } from '../evaluation/measures.ts'
import { bareForm } from '../normalise.ts'
import type { AskedQuestion } from '../ports/asked-questions.ts'
import type { ImpactQuestion } from './impact-report.ts'
import type { KnownAnswer } from './known-answer.ts'

export interface NamedSet {
  readonly name: string
  readonly questions: readonly EvaluationQuery[]
}

export interface QuestionSources {
  readonly sets: readonly NamedSet[]
  /** Contents that are tried out, by entry id. */
  readonly tried: readonly { readonly id: string; readonly content: EntryContent }[]
  readonly asked: readonly AskedQuestion[]
}

/** Each question once: what a set says of it counts first, then what staff said, then what the entry claims. */
export function gatherQuestions({ sets, tried, asked }: QuestionSources): readonly ImpactQuestion[] {
  const logged = asked.map(fromLog)
  const all = [
    ...sets.flatMap(({ name, questions }) => questions.map(query => fromSet(name, query))),
    ...logged.filter(({ known }) => known !== null),
    ...tried.flatMap(({ id, content }) => ownQuestions(id, content)),
    ...logged,
  ]
  const first = new Map<string, ImpactQuestion>()
  for (const question of all) {
    const key = JSON.stringify([bareForm(question.text), question.sectionCode])
    if (!first.has(key)) first.set(key, question)
  }
  return [...first.values()]
}

function fromSet(setName: string, { text, relevant }: EvaluationQuery): ImpactQuestion {
  const known: KnownAnswer = { source: 'label', relevant, wrong: [] }
  return { text, sectionCode: null, origin: 'set', setName, times: 1, known }
}

function ownQuestions(id: string, { question, phrasings, negativePhrasings }: EntryContent): readonly ImpactQuestion[] {
  const own = (text: string, known: Pick<KnownAnswer, 'relevant' | 'wrong'>): ImpactQuestion => {
    return { text, sectionCode: null, origin: 'own', setName: null, times: 1, known: { source: 'phrasing', ...known } }
  }
  return [
    ...[question, ...phrasings].map(text => own(text, { relevant: { [id]: 2 }, wrong: [] })),
    ...negativePhrasings.map(text => own(text, { relevant: {}, wrong: [id] })),
  ]
}

function fromLog({ text, sectionCode, times, right, wrong }: AskedQuestion): ImpactQuestion {
  const relevant = Object.fromEntries(right.map(id => [id, 2]))
  const known: KnownAnswer | null = right.length + wrong.length === 0 ? null : { source: 'feedback', relevant, wrong }
  return { text, sectionCode, origin: 'log', setName: null, times, known }
}
