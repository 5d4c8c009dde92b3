// One turn of the conversation as data, whatever front end shows it: a question from the log, what is shown for it now,
// and what staff said of it.
import { isAnswerFor, type Reader } from '../access/rights.ts'
import type { Answer } from '../answer-question.ts'
import { type Entry, isReviewOverdue, type Section } from '../entry.ts'
import { conversationMessages } from '../messages/ja/conversation.ts'
import type { Feedback, FeedbackKind, LoggedQuestion } from '../ports/question-log.ts'
import { CANDIDATES_SHOWN } from '../search/judge.ts'
import { rewrittenAs, wholeQuestion } from './follow-up.ts'

/** What staff can say of a turn; `chosen` is said by choosing a candidate. */
export const STAFF_FEEDBACK = ['resolved', 'unresolved', 'none_of_these'] as const satisfies readonly FeedbackKind[]
export type StaffFeedback = (typeof STAFF_FEEDBACK)[number]

/** What a turn is drawn from: the log's record, or the same facts of an answer just given. */
export type AskedQuestion = Pick<
  LoggedQuestion,
  'id' | 'text' | 'sectionCode' | 'outcome' | 'confidence' | 'candidates'
> &
  Partial<Pick<LoggedQuestion, 'searchedAs'>>

export interface TurnState {
  /** The candidate that the person chose. */
  readonly entryId?: string | undefined
  readonly feedback?: StaffFeedback | undefined
  /** The person wrote a remark beside it. */
  readonly commented?: boolean | undefined
  /** The log could not be written: nothing can be said of the question later. */
  readonly unrecorded?: boolean | undefined
}

export interface TurnAnswer {
  readonly entry: Entry
  readonly chosen: boolean
  readonly confidence: number
  /** Its review date has passed: 要確認. */
  readonly reviewOverdue: boolean
}

export interface Turn {
  readonly questionId: string
  readonly text: string
  /** The same as somebody understands it who was not there. */
  readonly wholeText: string
  readonly narrowedTo: Section | null
  /** It was understood with the words of an earlier question. */
  readonly followUp: boolean
  /** The words of a model that it was searched with; null where it was searched with what people typed. */
  readonly rewrittenAs: string | null
  /** The official answer on show. */
  readonly answer: TurnAnswer | null
  /** The entry that was to be shown is no longer published, or not open to who looks. */
  readonly withdrawn: boolean
  readonly others: readonly Entry[]
  readonly feedback: StaffFeedback | null
  readonly commented: boolean
  /** Only of a question in the log can a candidate be chosen, or feedback be given. */
  readonly recorded: boolean
}

/** `entries` are the question's candidates as the registry has them; only those open to the reader are shown. */
export function turnOf(
  asked: AskedQuestion,
  state: TurnState,
  from: { entries: readonly Entry[]; sections: readonly Section[]; reader: Reader },
): Turn {
  const { scope, today } = from.reader
  const open = from.entries.filter(entry => isAnswerFor(entry, scope, today))
  const givenId = asked.outcome === 'answered' ? asked.candidates[0]?.entryId : undefined
  const answerId = state.entryId ?? givenId
  const entry = open.find(({ id }) => id === answerId)
  return {
    questionId: asked.id,
    text: asked.text,
    wholeText: wholeQuestion(asked),
    followUp: (asked.searchedAs ?? null) !== null,
    rewrittenAs: rewrittenAs(asked),
    narrowedTo: from.sections.find(({ code }) => code === asked.sectionCode) ?? null,
    answer:
      entry === undefined
        ? null
        : {
            entry,
            chosen: answerId !== givenId,
            confidence: asked.confidence,
            reviewOverdue: isReviewOverdue(entry, today),
          },
    withdrawn: answerId !== undefined && entry === undefined,
    others: open.filter(({ id }) => id !== answerId).slice(0, CANDIDATES_SHOWN),
    feedback: state.feedback ?? null,
    commented: state.commented === true,
    recorded: state.unrecorded !== true,
  }
}

/** The state of a turn after something more was said of it. */
export function stateAfter(
  { entryId: shown }: TurnState,
  { kind, entryId, comment }: Pick<Feedback, 'kind' | 'entryId' | 'comment'>,
): TurnState {
  const onShow = entryId ?? shown // この中にない is said of the list, and leaves the answer above it standing
  return kind === 'chosen' ? { entryId: onShow } : { entryId: onShow, feedback: kind, commented: comment !== null }
}

/** The facts the log would give for an answer just given. A full disk may keep it out of the log; it is shown all the same. */
export function askedQuestionOf(answer: Answer, text: string, sectionCode: string | undefined): AskedQuestion {
  const { outcome, confidence, candidates } = answer
  const first = answer.outcome === 'answered' ? [{ entryId: answer.entry.id, confidence }] : []
  return {
    id: answer.questionId,
    text,
    sectionCode: sectionCode ?? null,
    outcome,
    confidence,
    candidates: [...first, ...candidates.map(({ entryId, confidence: its }) => ({ entryId, confidence: its }))],
  }
}

/** Confidence from which the wording of the match is without reserve. */
const CONFIDENCE_PLAIN_MIN = 0.9

/** How well the answer on show fits, in the three degrees that people are told. */
export function matchOf({
  chosen,
  confidence,
}: Pick<TurnAnswer, 'chosen' | 'confidence'>): 'chosen' | 'matches_well' | 'seems_to_match' {
  if (chosen) return 'chosen'
  return confidence >= CONFIDENCE_PLAIN_MIN ? 'matches_well' : 'seems_to_match'
}

/** How a follow-up was understood, for the person to see; null for a question that stands by itself. */
export function followUpNote({ followUp, rewrittenAs: words }: Pick<Turn, 'followUp' | 'rewrittenAs'>): string | null {
  if (words !== null) return conversationMessages.answer.searchedAs(words)
  return followUp ? conversationMessages.answer.followUp : null
}

/** Names of the sections to turn to, the likeliest first. */
export function sectionsToAsk(turn: Turn): readonly string[] {
  const entries = turn.answer === null ? turn.others : [turn.answer.entry, ...turn.others]
  const names = entries.map(({ section }) => section.name)
  return [...new Set(names.length === 0 && turn.narrowedTo !== null ? [turn.narrowedTo.name] : names)]
}
