// The heart: a question in, one of three outcomes out. What a colleague may meet is an `Answer`; only faults throw.
import { isAnswerFor, type Reader, type Scope, scopeOrPublic } from './access/rights.ts'
import { analyseQuestion } from './analyse-question.ts'
import { type Earlier, followUpKind, withEarlierWords } from './conversation/follow-up.ts'
import type { Entry, Section } from './entry.ts'
import { FaqError } from './errors.ts'
import { dateInJapan } from './fiscal-year.ts'
import { countCodePoints } from './normalise.ts'
import type { Channel, QuestionLog } from './ports/question-log.ts'
import type { Registry } from './ports/registry.ts'
import type { EntryIndex } from './search/entry-index.ts'
import { CANDIDATES_SHOWN, JUDGED_MIN, type JudgedEntry, judge, type Thresholds, type Verdict } from './search/judge.ts'
import { meaningOf } from './search/relatedness.ts'
import { type Reranking, rerankCandidates } from './search/rerank.ts'
import { type RetrieveOptions, retrieve, type ScoredEntry, takeWanted } from './search/retrieve.ts'
import type { MorphologicalAnalyser } from './tokenise.ts'

export const QUESTION_LENGTH_MAX = 1_000 // code points: a page of text; more is a document, not a question

export interface Question {
  readonly text: string
  readonly channel: Channel
  /** What the person may read beside what is open to anybody; left out, nothing. */
  readonly scope?: Scope
  /** Only entries of this section. */
  readonly sectionCode?: string | undefined
  /** Candidates wanted, 1–20. */
  readonly limit?: number | undefined
  /** The conversation that the question belongs to; null, or left out, for one that stands alone. */
  readonly conversationId?: string | null
  /** Whose question it is, as a keyed hash. */
  readonly asker?: string | null
  /** What the conversation was about so far: a follow-up is searched for with these words too. */
  readonly earlier?: Earlier | null
}

export interface Candidate {
  readonly entryId: string
  readonly question: string
  readonly confidence: number
  readonly section: Section
}

interface AnswerBase {
  readonly questionId: string
  /** Estimated probability that the first candidate answers the question, 0–1. */
  readonly confidence: number
  /** Other entries (answered), or all that are worth showing (candidates), best first. */
  readonly candidates: readonly Candidate[]
}

export type Answer =
  | (AnswerBase & { readonly outcome: 'answered'; readonly entry: Entry })
  | (AnswerBase & { readonly outcome: 'candidates' })
  | (AnswerBase & { readonly outcome: 'unanswered' })

export interface AnswerDeps {
  readonly analyser: MorphologicalAnalyser
  readonly index: EntryIndex
  readonly registry: Pick<Registry, 'entriesById'>
  readonly questionLog: Pick<QuestionLog, 'record'>
  readonly thresholds: Thresholds
  /** Null where no cross-encoder is set up. */
  readonly reranking?: Reranking | null
  readonly now: () => Date
  readonly newId: () => string
}

/** Answers one question and logs it. */
export async function answerQuestion(question: Question, deps: AnswerDeps): Promise<Answer> {
  const startedAt = deps.now()
  const text = checkQuestion(question.text)
  const limit = question.limit ?? CANDIDATES_SHOWN
  const reader = { scope: scopeOrPublic(question.scope), today: dateInJapan(startedAt) }
  const options = { limit: Math.max(limit + 1, JUDGED_MIN), sectionCode: question.sectionCode, reader }
  const questionId = deps.newId()
  const { verdict, entries, searchedAs } = await judgeInConversation(
    { text, questionId, earlier: question.earlier ?? null },
    deps,
    options,
  )
  const answer = toAnswer(questionId, verdict, entries, limit)
  await deps.questionLog.record({
    id: answer.questionId,
    askedAt: startedAt,
    channel: question.channel,
    text,
    searchedAs,
    conversationId: question.conversationId ?? null,
    asker: question.asker ?? null,
    sectionCode: question.sectionCode ?? null,
    outcome: answer.outcome,
    confidence: answer.confidence,
    candidates: shownEntries(answer),
    tookMs: deps.now().getTime() - startedAt.getTime(),
  })
  return answer
}

type SearchOptions = RetrieveOptions & { readonly reader: Reader }

interface Judged {
  readonly verdict: Verdict
  /** What may be shown of what was found, by id. */
  readonly entries: ReadonlyMap<string, Entry>
  /** The text searched for, where it is not the question's own. */
  readonly searchedAs: string | null
}

/** The judge knows whole questions; of one that was put together it is too sure, so more is asked of it. */
const FOLLOW_UP_ANSWER_MIN = 0.9

interface AskedInConversation {
  readonly text: string
  readonly questionId: string
  readonly earlier: Earlier | null
}

/**
 * A question that may be a follow-up is searched for by itself and with the words before it; where that leaves a doubt and a
 * model is set up, in the model's words too.
 */
async function judgeInConversation(
  { text, questionId, earlier }: AskedInConversation,
  deps: AnswerDeps,
  options: SearchOptions,
): Promise<Judged> {
  const alone = await judgeText(text, deps, options)
  if (earlier === null || followUpKind(text, deps.analyser) === null) return { ...alone, searchedAs: null }
  const searchedAs = withEarlierWords(text, earlier)
  const answered = Math.max(deps.thresholds.answered, FOLLOW_UP_ANSWER_MIN)
  const careful = { ...deps, thresholds: { ...deps.thresholds, answered } }
  const given = new Set(earlier.givenEntryIds)
  const together = await judgeText(searchedAs, careful, options, given)
  const isAlone = standsAlone(alone.verdict, together.verdict)
  const byRules = isAlone ? { ...alone, searchedAs: null } : { ...together, searchedAs }
  if (isAlone && alone.verdict.outcome === 'answered') return byRules
  const rewritten = (await earlier.rewrite?.({ text, questionId })) ?? null
  if (rewritten === null) return byRules
  const byModel = { ...(await judgeText(rewritten, careful, options, given)), searchedAs: rewritten }
  return isSurer(byModel.verdict, byRules.verdict) ? byModel : byRules
}

const BEST_LAST: readonly Verdict['outcome'][] = ['unanswered', 'candidates', 'answered']

function isSurer(one: Verdict, other: Verdict): boolean {
  const ahead = BEST_LAST.indexOf(one.outcome) - BEST_LAST.indexOf(other.outcome)
  return ahead > 0 || (ahead === 0 && one.outcome !== 'unanswered' && one.confidence > other.confidence)
}

/** What seems to lack its matter may name it after all: then its answer is among the best of the conversation too. */
function standsAlone(alone: Verdict, together: Verdict): boolean {
  if (together.outcome === 'unanswered') return true
  const given = alone.outcome === 'answered' ? alone.ranked[0]?.entryId : undefined
  return given !== undefined && together.ranked.slice(0, CANDIDATES_SHOWN).some(({ entryId }) => entryId === given)
}

async function judgeText(
  text: string,
  deps: AnswerDeps,
  options: SearchOptions,
  without: ReadonlySet<string> = new Set(),
): Promise<Omit<Judged, 'searchedAs'>> {
  const found = await findCandidates(text, deps, { ...options, limit: options.limit + without.size })
  const entries = await readableEntries(found, options.reader, deps)
  const wanted = found.filter(({ entryId }) => entries.has(entryId) && !without.has(entryId))
  return { verdict: judge(wanted, deps.thresholds, meaningOf(deps.index)), entries }
}

/** Retrieval and judgement without log: the evaluation's way in, through the code that answers staff. */
export async function rankAndJudge(
  text: string,
  deps: SearchDeps & Pick<AnswerDeps, 'thresholds'>,
  options: RetrieveOptions,
): Promise<Verdict> {
  return judge(await findCandidates(text, deps, options), deps.thresholds, meaningOf(deps.index))
}

export type SearchDeps = Pick<AnswerDeps, 'analyser' | 'index' | 'registry' | 'reranking'>

/** Retrieves, and reranks where a cross-encoder is set up. */
export async function findCandidates(
  text: string,
  deps: SearchDeps,
  options: RetrieveOptions,
): Promise<readonly ScoredEntry[]> {
  const { analyser, index, registry, reranking = null } = deps
  const query = analyseQuestion(text, analyser)
  if (reranking === null) return retrieve(query, index, options)
  const found = await retrieve(query, index, { ...options, limit: Math.max(options.limit, reranking.depth) })
  return takeWanted(await rerankCandidates(text, found, { reranking, registry }), options)
}

/** Trimmed and well-formed, or `bad_input`. */
export function checkQuestion(text: string): string {
  const trimmed = text.toWellFormed().trim()
  const length = countCodePoints(trimmed)
  if (length < 1 || length > QUESTION_LENGTH_MAX) {
    throw new FaqError('bad_input', { field: 'question', expected: `1–${QUESTION_LENGTH_MAX}`, got: String(length) })
  }
  return trimmed
}

/** Between index and registry an entry may have been archived, or closed to the reader: only what is open now is judged and shown. */
export async function readableEntries(
  found: readonly Pick<ScoredEntry, 'entryId'>[],
  { scope, today }: Reader,
  deps: Pick<AnswerDeps, 'registry'>,
): Promise<ReadonlyMap<string, Entry>> {
  const entries = await deps.registry.entriesById(found.map(({ entryId }) => entryId))
  return new Map(entries.filter(entry => isAnswerFor(entry, scope, today)).map(entry => [entry.id, entry]))
}

function toAnswer(questionId: string, verdict: Verdict, entries: ReadonlyMap<string, Entry>, limit: number): Answer {
  const { confidence, outcome, ranked } = verdict
  const entry = entries.get(ranked[0]?.entryId ?? '')
  if (outcome === 'answered' && entry !== undefined) {
    return { outcome, questionId, confidence, entry, candidates: toCandidates(ranked.slice(1), entries, limit) }
  }
  const candidates = outcome === 'unanswered' ? [] : toCandidates(ranked, entries, limit)
  return { outcome: candidates.length === 0 ? 'unanswered' : 'candidates', questionId, confidence, candidates }
}

function toCandidates(
  ranked: readonly JudgedEntry[],
  entries: ReadonlyMap<string, Entry>,
  limit: number,
): readonly Candidate[] {
  const candidates: Candidate[] = []
  for (const { entryId, confidence, vetoed } of ranked) {
    const entry = entries.get(entryId)
    if (entry === undefined || vetoed) continue
    candidates.push({ entryId, question: entry.question, confidence, section: entry.section })
  }
  return candidates.slice(0, limit)
}

function shownEntries(answer: Answer): readonly { readonly entryId: string; readonly confidence: number }[] {
  const shown = answer.candidates.map(({ entryId, confidence }) => ({ entryId, confidence }))
  return answer.outcome === 'answered' ? [{ entryId: answer.entry.id, confidence: answer.confidence }, ...shown] : shown
}
