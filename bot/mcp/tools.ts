// What each tool does: looks up or asks, and gives the result as data. Only what anybody may read is ever given.
import { isAnswerFor, PUBLIC_SCOPE } from '../../src/core/access/rights.ts'
import type { Turn, TurnAnswer } from '../../src/core/conversation/turn.ts'
import { isReviewOverdue } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { dateInJapan } from '../../src/core/fiscal-year.ts'
import type { LoggedQuestion } from '../../src/core/ports/question-log.ts'
import type { McpDeps } from './mcp-deps.ts'
import type { AskOutput, EntryOutput, SearchOutput } from './schemas.ts'

export interface AskInput {
  readonly question: string
  readonly section?: string | undefined
  readonly conversation?: string | undefined
}

export async function ask(input: AskInput, deps: McpDeps): Promise<AskOutput> {
  const turn = await deps.conversation.ask({
    text: input.question,
    channel: 'mcp',
    sectionCode: input.section,
    // A name of the client's own choice never meets a conversation of another door.
    conversationId: input.conversation === undefined ? null : `mcp:${input.conversation}`,
  })
  return toAskOutput(turn, await deps.questionLog.find(turn.questionId), deps)
}

function toAskOutput(turn: Turn, logged: LoggedQuestion | null, { publicUrl }: McpDeps): AskOutput {
  const confidences = new Map(logged?.candidates.map(({ entryId, confidence }) => [entryId, confidence]))
  const outcome = turn.answer !== null ? 'answered' : turn.others.length > 0 ? 'candidates' : 'unanswered'
  return {
    questionId: turn.questionId,
    outcome,
    confidence: turn.answer?.confidence ?? logged?.confidence ?? null,
    followUp: turn.followUp,
    searchedAs: turn.rewrittenAs,
    answer: turn.answer === null ? null : toAnswer(turn.answer, publicUrl),
    candidates: turn.others.map(entry => ({
      entryId: entry.id,
      question: entry.question,
      confidence: confidences.get(entry.id) ?? null,
      section: { ...entry.section },
      url: entryUrl(entry.id, publicUrl),
    })),
  }
}

function toAnswer({ entry, reviewOverdue }: TurnAnswer, publicUrl: string): NonNullable<AskOutput['answer']> {
  const { id, question, answer, section, revisedOn, reviewBy, basis } = entry
  const dates = { revisedAt: revisedOn, reviewBy, reviewOverdue }
  const url = entryUrl(id, publicUrl)
  return { entryId: id, question, answer, section: { ...section }, ...dates, basis: [...basis], url }
}

export interface SearchInput {
  readonly query: string
  readonly section?: string | undefined
  readonly limit?: number | undefined
}

export async function search(input: SearchInput, deps: McpDeps): Promise<SearchOutput> {
  await requireSection(input.section, deps)
  const found = await deps.search({ text: input.query, sectionCode: input.section, limit: input.limit })
  const results = found.map(({ entry, confidence }) => ({
    entryId: entry.id,
    question: entry.question,
    confidence,
    section: { ...entry.section },
    revisedAt: entry.revisedOn,
    url: entryUrl(entry.id, deps.publicUrl),
  }))
  return { results }
}

async function requireSection(code: string | undefined, { registry }: McpDeps): Promise<void> {
  if (code === undefined || (await registry.sections()).some(section => section.code === code)) return
  throw new FaqError('not_found', { what: 'section', id: code })
}

export async function readEntry(id: string, deps: McpDeps): Promise<EntryOutput> {
  const [entry] = await deps.registry.entriesById([id])
  const today = dateInJapan(deps.now())
  if (entry === undefined || !isAnswerFor(entry, PUBLIC_SCOPE, today)) {
    throw new FaqError('not_found', { what: 'entry', id: id.slice(0, 64) })
  }
  const { question, answer, section, revisedOn, registeredOn, reviewBy, basis } = entry
  const url = entryUrl(entry.id, deps.publicUrl)
  return {
    id: entry.id,
    question,
    answer,
    section: { ...section },
    revisedAt: revisedOn,
    registeredOn,
    reviewBy,
    reviewOverdue: isReviewOverdue(entry, today),
    basis: [...basis],
    url,
  }
}

function entryUrl(id: string, publicUrl: string): string {
  return `${publicUrl}/entries/${encodeURIComponent(id)}`
}
