// What a change does to many questions: each judged, counted, and those that change put in order, worst first.
import type { Found } from '../ports/workbench.ts'
import { CHANGE_KINDS, type ChangeKind, judgeChange } from './judge-change.ts'
import type { KnownAnswer } from './known-answer.ts'

/** Where a question is from. `own`: the question and phrasings of the entry that is tried out. */
export const ORIGINS = ['set', 'own', 'log'] as const
export type Origin = (typeof ORIGINS)[number]

export interface ImpactQuestion {
  readonly text: string
  readonly sectionCode: string | null
  readonly origin: Origin
  /** Name of the question set; null for other origins. */
  readonly setName: string | null
  /** How often it was asked; 1 of others than the log's. */
  readonly times: number
  readonly known: KnownAnswer | null
}

export interface QuestionImpact {
  readonly question: ImpactQuestion
  readonly kind: ChangeKind
  readonly gain: number
  readonly before: Found
  readonly after: Found
  /** What it was judged by: that of the question, or an entry's own words. */
  readonly known: KnownAnswer | null
}

export type ChangeCounts = Readonly<Record<ChangeKind, number>>

export interface ImpactReport {
  readonly questions: number
  readonly counts: ChangeCounts
  readonly byOrigin: Readonly<Record<Origin, ChangeCounts>>
  /** All but those that stay the same, worst first. */
  readonly changes: readonly QuestionImpact[]
  /** False where vectors were missing: words and sounds alone were compared. */
  readonly byMeaning: boolean
}

/** `before` and `after` are in the order of the questions. */
export function reportImpact(
  questions: readonly ImpactQuestion[],
  { before, after, byMeaning }: Answers,
): ImpactReport {
  const impacts = questions.map((question, i) => impactOn(question, before[i] as Found, after[i] as Found))
  const countsOf = (origin: Origin) => countKinds(impacts.filter(({ question }) => question.origin === origin))
  return {
    questions: questions.length,
    counts: countKinds(impacts),
    byOrigin: { set: countsOf('set'), own: countsOf('own'), log: countsOf('log') },
    changes: impacts.filter(({ kind }) => kind !== 'same').sort(worstFirst),
    byMeaning,
  }
}

interface Answers {
  readonly before: readonly Found[]
  readonly after: readonly Found[]
  readonly byMeaning: boolean
}

function impactOn(question: ImpactQuestion, before: Found, after: Found): QuestionImpact {
  const known = question.known ?? ownWords(before, after)
  const judged = judgeChange(known, before, after)
  const { kind, gain } = judged.kind === 'better' && isTaken(known, before) ? UNDECIDED : judged
  return { question, kind, gain, before, after, known }
}

const UNDECIDED = { kind: 'different', gain: 0 } as const

/** That a question belongs to an entry is what its editor claims: where another one answered it, a person must look. */
function isTaken(known: KnownAnswer | null, before: Found): boolean {
  return known?.source === 'phrasing' && before.outcome === 'answered'
}

/** A question that is an entry's own, word for word, is answered by that entry; before the change or after it. */
function ownWords(before: Found, after: Found): KnownAnswer | null {
  const ids = [...before.exact, ...after.exact]
  if (ids.length === 0) return null
  return { source: 'phrasing', relevant: Object.fromEntries(ids.map(id => [id, 2])), wrong: [] }
}

function countKinds(impacts: readonly QuestionImpact[]): ChangeCounts {
  const count = (wanted: ChangeKind) => impacts.filter(({ kind }) => kind === wanted).length
  return { worse: count('worse'), different: count('different'), better: count('better'), same: count('same') }
}

function worstFirst(a: QuestionImpact, b: QuestionImpact): number {
  return (
    CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) ||
    a.gain - b.gain ||
    ORIGINS.indexOf(a.question.origin) - ORIGINS.indexOf(b.question.origin) ||
    b.question.times - a.question.times ||
    (a.question.text < b.question.text ? -1 : 1)
  )
}
