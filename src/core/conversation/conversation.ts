// The conversation behind every front end: asking, choosing a candidate, saying whether it helped, and what was said before.
// Slack, the web page and mail show the same turns and leave the same log; only their clothes differ.
import { isAnswerFor, PUBLIC_SCOPE, type Scope, scopeOrPublic } from '../access/rights.ts'
import { type Answer, checkQuestion, type Question } from '../answer-question.ts'
import type { EarlierTurn } from '../compose/prompts.ts'
import type { FollowUpQuestion } from '../compose/rewrite-follow-up.ts'
import { FaqError, isFault } from '../errors.ts'
import { dateInJapan } from '../fiscal-year.ts'
import type { Feedback, FeedbackKind, LoggedQuestion, QuestionLog } from '../ports/question-log.ts'
import type { Registry } from '../ports/registry.ts'
import type { Earlier } from './follow-up.ts'
import { type AskedQuestion, askedQuestionOf, stateAfter, type Turn, type TurnState, turnOf } from './turn.ts'

/** A question after these turns, in words that can be searched by themselves; null on any trouble. Never rejects. */
export type RewriteQuestion = (question: FollowUpQuestion, earlier: readonly EarlierTurn[]) => Promise<string | null>

export interface ConversationDeps {
  readonly ask: (question: Question) => Promise<Answer>
  readonly questionLog: Pick<QuestionLog, 'feedbackOn' | 'find' | 'giveFeedback' | 'ofConversation'>
  readonly registry: Pick<Registry, 'entriesById' | 'sections'>
  /** Left out, or null, where no model is set up: then the rules alone tell what a follow-up means. */
  readonly rewrite?: RewriteQuestion | null
  readonly now: () => Date
}

/** What a person said of a turn. */
export interface Reaction {
  readonly questionId: string
  readonly kind: FeedbackKind
  /** The entry it is said of; null for 「この中にない」, which is said of the list. */
  readonly entryId: string | null
  readonly comment?: string | null
}

/** Who looks at a turn sees of it what the scope opens to them; left out, what anybody may read. */
export interface Conversation {
  /** Answers, with the conversation's earlier turns in mind. Throws `bad_input` for a text or a section that is none. */
  readonly ask: (question: Omit<Question, 'earlier'>) => Promise<Turn>
  /** A turn as it stands now; null for a question that is not in the log, or an entry that was not among its candidates. */
  readonly show: (questionId: string, state: TurnState, scope?: Scope) => Promise<Turn | null>
  /** Records a reaction and gives back the turn as it is shown afterwards; null as above. */
  readonly react: (reaction: Reaction, scope?: Scope) => Promise<Turn | null>
  /** The last turns, oldest first, each with the answer that was chosen and what was said of it. */
  readonly history: (conversationId: string, scope?: Scope) => Promise<readonly Turn[]>
}

/** Turns of a conversation that are shown when it is opened again: more than a person scrolls back to. */
const HISTORY_MAX = 30

/** Questions that a follow-up may build on; what was talked of before them is over. */
const REMEMBERED = 5

/** Longest remark beside a reaction, in UTF-16 units; what is longer is cut, not refused: it is a kindness of the person. */
const COMMENT_LENGTH_MAX = 2_000

export function openConversation(deps: ConversationDeps): Conversation {
  return {
    ask: question => ask(question, deps),
    show: (questionId, state, scope = PUBLIC_SCOPE) => show(questionId, state, { ...deps, scope }),
    react: (reaction, scope = PUBLIC_SCOPE) => react(reaction, { ...deps, scope }),
    history: (conversationId, scope = PUBLIC_SCOPE) => history(conversationId, { ...deps, scope }),
  }
}

interface ShowingDeps extends ConversationDeps {
  readonly scope: Scope
}

async function history(conversationId: string, deps: ShowingDeps): Promise<readonly Turn[]> {
  const asked = await deps.questionLog.ofConversation(conversationId, HISTORY_MAX)
  const said = Map.groupBy(await deps.questionLog.feedbackOn(asked.map(({ id }) => id)), ({ questionId }) => questionId)
  return Promise.all(asked.map(question => toTurn(question, stateOf(said.get(question.id) ?? []), deps)))
}

function stateOf(said: readonly Feedback[]): TurnState {
  return said.reduce(stateAfter, {})
}

async function ask(question: Omit<Question, 'earlier'>, deps: ConversationDeps): Promise<Turn> {
  const text = checkQuestion(question.text)
  await requireSection(question.sectionCode, deps)
  const earlier = await earlierTurns(question, deps)
  const answer = await deps.ask({ ...question, text, earlier })
  // Where the log could not be written the answer is shown all the same; nothing can be said of it later.
  const logged = await deps.questionLog.find(answer.questionId)
  const asked = logged ?? askedQuestionOf(answer, text, question.sectionCode)
  return toTurn(asked, { unrecorded: logged === null }, { ...deps, scope: scopeOrPublic(question.scope) })
}

async function requireSection(code: string | undefined, { registry }: ConversationDeps): Promise<void> {
  if (code === undefined || (await registry.sections()).some(section => section.code === code)) return
  throw new FaqError('bad_input', { field: 'section', expected: 'a section code', got: code.slice(0, 64) })
}

/** What is talked of was said by the last question that stood by itself; follow-ups between would only dilute it. */
async function earlierTurns(question: Omit<Question, 'earlier'>, deps: ConversationDeps): Promise<Earlier | null> {
  const { conversationId = null, asker = null, scope } = question
  if (conversationId === null) return null
  const asked = await deps.questionLog.ofConversation(conversationId, REMEMBERED)
  const matter = asked.findLast(({ searchedAs }) => searchedAs === null) ?? asked.at(-1)
  if (matter === undefined) return null
  const given = asked.flatMap(each => givenEntryId(each) ?? [])
  const { rewrite = null } = deps
  return {
    words: matter.text,
    givenEntryIds: given,
    rewrite:
      rewrite === null
        ? null
        : async ({ text, questionId }) =>
            rewrite({ text, questionId, asker }, await turnsFor(scopeOrPublic(scope), asked, deps)),
  }
}

function givenEntryId({ outcome, candidates }: LoggedQuestion): string | undefined {
  return outcome === 'answered' ? candidates[0]?.entryId : undefined
}

/** Turns as a model may be told them: of entries only the questions of those that the asker may read now. */
async function turnsFor(
  scope: Scope,
  asked: readonly LoggedQuestion[],
  { registry, now }: ConversationDeps,
): Promise<readonly EarlierTurn[]> {
  const today = dateInJapan(now())
  const entries = await registry.entriesById(asked.flatMap(each => givenEntryId(each) ?? []))
  const open = new Map(
    entries.filter(entry => isAnswerFor(entry, scope, today)).map(({ id, question }) => [id, question]),
  )
  return asked.map(each => ({ asked: each.text, found: open.get(givenEntryId(each) ?? '') ?? null }))
}

async function show(questionId: string, state: TurnState, deps: ShowingDeps): Promise<Turn | null> {
  const asked = await findAsked(questionId, state.entryId, deps)
  return asked === null ? null : toTurn(asked, state, deps)
}

async function react({ questionId, kind, entryId, comment }: Reaction, deps: ShowingDeps): Promise<Turn | null> {
  const asked = await findAsked(questionId, entryId ?? undefined, deps)
  if (asked === null) return null
  const remark = comment?.toWellFormed().trim().slice(0, COMMENT_LENGTH_MAX) ?? ''
  const given = { questionId, kind, entryId, comment: remark === '' ? null : remark, at: deps.now() }
  try {
    await deps.questionLog.giveFeedback(given)
  } catch (error) {
    if (isFault(error, 'not_found')) return null
    throw error
  }
  return toTurn(asked, stateAfter({}, given), deps)
}

/** Null for an unknown question, and for an entry that was not among its candidates. */
async function findAsked(
  id: string,
  entryId: string | undefined,
  deps: ConversationDeps,
): Promise<LoggedQuestion | null> {
  const asked = await deps.questionLog.find(id)
  const known = entryId === undefined || asked?.candidates.some(candidate => candidate.entryId === entryId) === true
  return known ? asked : null
}

async function toTurn(asked: AskedQuestion, state: TurnState, { registry, scope, now }: ShowingDeps): Promise<Turn> {
  const [entries, sections] = await Promise.all([
    registry.entriesById(asked.candidates.map(({ entryId }) => entryId)),
    registry.sections(),
  ])
  return turnOf(asked, state, { entries, sections, reader: { scope, today: dateInJapan(now()) } })
}
