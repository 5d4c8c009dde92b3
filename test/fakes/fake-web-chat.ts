// A web chat whose answers can be computed by hand: a word in the question decides what comes. The real router runs on a
// real Express application under the strictest content security policy, on 127.0.0.1.
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import helmet from 'helmet'
import type { WebChatDeps } from '../../bot/web/router.ts'
import { webChatRouter } from '../../bot/web/router.ts'
import { type Answer, type Candidate, QUESTION_LENGTH_MAX, type Question } from '../../src/core/answer-question.ts'
import { openConversation } from '../../src/core/conversation/conversation.ts'
import type { Entry, EntryStatus } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import { countCodePoints } from '../../src/core/normalise.ts'
import type { Feedback, LoggedQuestion } from '../../src/core/ports/question-log.ts'
import type { Ticket, TicketAction } from '../../src/core/ticket/ticket.ts'
import { openTickets } from '../../src/core/ticket/tickets.ts'
import { FAKE_ENTRIES, FAKE_SECTIONS, HOSTILE_SECTION } from './fake-web-chat-entries.ts'
import { openMemoryTickets } from './memory-tickets.ts'

export const NOW = new Date('2026-11-22T01:00:00Z')

interface Reply {
  readonly outcome: Answer['outcome']
  readonly confidence: number
  readonly entryIds: readonly string[]
}

const UNANSWERED: Reply = { outcome: 'unanswered', confidence: 0.03, entryIds: [] }

/** The first word found in the question decides. */
const REPLIES: readonly (readonly [word: string, reply: Reply])[] = [
  ['攻撃', { outcome: 'answered', confidence: 0.95, entryIds: ['hostile-001', 'hostile-002'] }],
  ['旅費', { outcome: 'answered', confidence: 0.93, entryIds: ['ryohi-002', 'ryohi-003', 'kaikei-010'] }],
  ['休暇', { outcome: 'answered', confidence: 0.72, entryIds: ['jinji-001'] }],
  [
    '手当',
    {
      outcome: 'candidates',
      confidence: 0.4,
      entryIds: ['jimu-001', 'jimu-002', 'kyuyo-003', 'jimu-004', 'kyuyo-005'],
    },
  ],
]

export type FakeSettings = Partial<
  Pick<WebChatDeps, 'compose' | 'organisation' | 'mailWorks' | 'renderings' | 'widgetOrigins'>
> & {
  readonly logWorks?: boolean
}

export interface FakeWebChat {
  readonly deps: WebChatDeps
  /** Everything that was recorded, oldest first. */
  readonly feedback: readonly Feedback[]
  readonly asked: readonly Question[]
  /** What the operator was told. */
  readonly events: readonly { readonly event: string; readonly data: unknown }[]
  readonly setStatus: (entryId: string, status: EntryStatus) => void
  /** The section's side of a ticket. */
  readonly act: (ticketId: string, action: TicketAction) => Promise<Ticket>
}

/** `logWorks: false` is a full disk: questions are answered and not written down. */
export function fakeWebChat({
  logWorks = true,
  organisation = '汐見県',
  mailWorks = false,
  widgetOrigins = [],
  compose = null,
  renderings = null,
}: FakeSettings = {}): FakeWebChat {
  const entries = new Map<string, Entry>(FAKE_ENTRIES.map(entry => [entry.id, entry]))
  const log = new Map<string, LoggedQuestion>()
  const feedback: Feedback[] = []
  const asked: Question[] = []

  const ask = async (question: Question): Promise<Answer> => {
    checkLength(question.text)
    if (question.text.includes('満員')) throw new FaqError('overloaded', {})
    asked.push(question)
    const answer = answerOf(`q${asked.length}`, replyTo(question, entries), entries)
    if (logWorks) log.set(answer.questionId, loggedFrom(question, answer))
    return answer
  }
  const giveFeedback = async (given: Feedback): Promise<void> => {
    const question = log.get(given.questionId)
    if (question === undefined) throw new FaqError('not_found', { what: 'question', id: given.questionId })
    feedback.push(given)
  }
  const feedbackOn = async (ids: readonly string[]) => feedback.filter(({ questionId }) => ids.includes(questionId))
  const entriesById = async (ids: readonly string[]) => ids.flatMap(id => entries.get(id) ?? [])
  const sections = async () => FAKE_SECTIONS
  const ofConversation = async (id: string) => [...log.values()].filter(({ conversationId }) => conversationId === id)
  const find = async (id: string) => log.get(id) ?? null
  let ticketCount = 0
  const tickets = openTickets({
    store: openMemoryTickets([...FAKE_SECTIONS, HOSTILE_SECTION]),
    registry: { entriesById, sections, save: async () => Promise.reject(new Error('the page drafts nothing')) },
    questionLog: { find },
    outDoors: [],
    near: async () => [],
    cases: { recent: async () => [] },
    meaning: async () => null,
    dueDays: 5,
    closedDays: [],
    now: () => NOW,
    newId: () => `t${(ticketCount += 1)}`,
    poke: () => {},
  })
  const conversation = openConversation({
    ask,
    questionLog: { find, giveFeedback, feedbackOn, ofConversation },
    registry: { entriesById, sections },
    now: () => NOW,
  })
  const events: { readonly event: string; readonly data: unknown }[] = []
  const deps: WebChatDeps = {
    conversation,
    tickets,
    entriesById,
    sections,
    organisation,
    publicUrl: 'https://faq.shiomi.example',
    compose,
    renderings,
    mailWorks,
    widgetOrigins,
    now: () => NOW,
    log: (event, data) => void events.push({ event, data }),
  }
  const act = (ticketId: string, action: TicketAction) => tickets.act(ticketId, action, 'tester')
  const setStatus = (entryId: string, status: EntryStatus) => {
    const entry = entries.get(entryId)
    if (entry !== undefined) entries.set(entryId, { ...entry, status })
  }
  return { deps, feedback, asked, events, setStatus, act }
}

export interface RunningChat extends AsyncDisposable {
  readonly url: string
  readonly port: number
}

export async function startWebChat(deps: WebChatDeps): Promise<RunningChat> {
  const app = express()
  // Helmet's own referrer policy stays as it is: the chat must work beside it.
  app.use(helmet({ contentSecurityPolicy: { useDefaults: false, directives: STRICT_POLICY } }))
  app.use(webChatRouter(deps))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${port}`, port, [Symbol.asyncDispose]: close }
}

/** A running chat and the requests a browser without a script would send; redirects are not followed. */
export interface WebChatClient extends AsyncDisposable {
  readonly url: string
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Response>
  readonly post: (
    path: string,
    fields: Record<string, string> | [string, string][],
    headers?: Record<string, string>,
  ) => Promise<Response>
}

export async function openWebChat(deps: WebChatDeps): Promise<WebChatClient> {
  const chat = await startWebChat(deps)
  return {
    url: chat.url,
    get: (path, headers = {}) => fetch(chat.url + path, { headers, redirect: 'manual' }),
    post: (path, fields, headers = {}) =>
      fetch(chat.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' }),
    [Symbol.asyncDispose]: () => chat[Symbol.asyncDispose](),
  }
}

const STRICT_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

function replyTo({ text, sectionCode }: Question, entries: ReadonlyMap<string, Entry>): Reply {
  const reply = REPLIES.find(([word]) => text.includes(word))?.[1] ?? UNANSWERED
  const first = entries.get(reply.entryIds[0] ?? '')
  return sectionCode === undefined || first?.section.code === sectionCode ? reply : UNANSWERED
}

function answerOf(questionId: string, reply: Reply, entries: ReadonlyMap<string, Entry>): Answer {
  const { outcome, confidence } = reply
  const found = reply.entryIds.flatMap(id => entries.get(id) ?? [])
  const [entry] = found
  if (outcome === 'answered' && entry !== undefined) {
    return { questionId, confidence, outcome, entry, candidates: found.slice(1).map(toCandidate) }
  }
  return {
    questionId,
    confidence,
    outcome: outcome === 'answered' ? 'unanswered' : outcome,
    candidates: found.map(toCandidate),
  }
}

function toCandidate({ id, question, section }: Entry): Candidate {
  return { entryId: id, question, confidence: 0.3, section }
}

function loggedFrom({ text, channel, sectionCode, conversationId }: Question, answer: Answer): LoggedQuestion {
  const { questionId, outcome, confidence, candidates } = answer
  const first = answer.outcome === 'answered' ? [{ entryId: answer.entry.id, confidence }] : []
  const rest = candidates.map(({ entryId, confidence: its }) => ({ entryId, confidence: its }))
  return {
    id: questionId,
    askedAt: NOW,
    channel,
    text: text.trim(),
    searchedAs: null,
    conversationId: conversationId ?? null,
    asker: null,
    sectionCode: sectionCode ?? null,
    outcome,
    confidence,
    candidates: [...first, ...rest],
    tookMs: 3,
  }
}

function checkLength(text: string): void {
  const length = countCodePoints(text.trim())
  if (length >= 1 && length <= QUESTION_LENGTH_MAX) return
  throw new FaqError('bad_input', { field: 'question', expected: `1–${QUESTION_LENGTH_MAX}`, got: String(length) })
}
