// The summary by a model, sentence by sentence: as a stream of events for the script, or as a page of its own. It stands
// beside the official answer and never in its place: whatever fails here, the answer is untouched.
import type { Response } from 'express'
import type { NothingWhy } from '../../src/core/compose/compose-answer.ts'
import type { Turn } from '../../src/core/conversation/turn.ts'
import { type Html, toText } from '../../src/pages/html.ts'
import { untilLeft } from '../../src/pages/until-left.ts'
import type { Chat, IdRequest } from './chat.ts'
import type { Compose, SummaryReader } from './compose.ts'
import { readableEntries, scopeOfVisitor } from './reader.ts'
import { sendNotFound, sendPage } from './respond.ts'
import { nothingHtml, sentenceHtml, summaryPage } from './summary-view.ts'
import { whoAsks } from './who-asks.ts'

/** A proxy between may close a connection that is silent for a minute, the script does so after half of one. */
const HEARTBEAT_MS = 10_000
/** Longer than any summary takes; a model that hangs must not hold the connection. */
const SUMMARY_TIMEOUT_MS = 90_000

const STREAM_TYPE = 'text/event-stream'

export async function sendSummary(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const { compose } = chat
  const scope = scopeOfVisitor(response)
  const turn = compose === null ? null : await chat.conversation.show(request.params.id, {}, scope)
  if (compose === null || turn === null || !hasGround(turn)) return sendNotFound(response, chat.frame)
  response.vary('Accept')
  const streamed = request.accepts(['html', STREAM_TYPE]) === STREAM_TYPE
  if (streamed) openStream(response)
  if (request.method === 'HEAD') return void response.end() // who only looks must not set a model to work
  const signal = AbortSignal.any([untilLeft(response), AbortSignal.timeout(SUMMARY_TIMEOUT_MS)])
  const reader = { scope, who: whoAsks(request, response) }
  const summary = readSummary({ compose, questionId: turn.questionId, signal, reader }, chat)
  return streamed ? sendStream(response, summary) : sendWhole(response, { turn, summary }, chat)
}

/** A summary is of entries: without any there is nothing to sum up. */
export function hasGround(turn: Turn): boolean {
  return turn.recorded && (turn.answer !== null || turn.others.length > 0)
}

interface Composing {
  readonly compose: Compose
  readonly questionId: string
  readonly signal: AbortSignal
  readonly reader: SummaryReader
}

interface RunningSummary {
  readonly sentences: AsyncIterable<Html>
  /** Why there were none, once they have ended. */
  readonly why: () => NothingWhy | null
}

function readSummary(composing: Composing, chat: Chat): RunningSummary {
  let why: NothingWhy | null = null
  return { sentences: citedSentences(composing, chat, reason => void (why = reason)), why: () => why }
}

/** A sentence without an entry behind it that the person may read is not shown. Ends, whatever happens to the model. */
async function* citedSentences(
  { compose, questionId, signal, reader }: Composing,
  chat: Chat,
  tellWhy: (why: NothingWhy | null) => void,
): AsyncGenerator<Html> {
  try {
    for await (const event of compose(questionId, signal, reader)) {
      if (event.kind === 'nothing') tellWhy(event.why ?? null)
      if (event.kind !== 'sentence') return
      const entries = await readableEntries(event.entryIds, reader.scope, chat)
      if (entries.length > 0) yield sentenceHtml(event.text, entries)
    }
  } catch (error) {
    if (!signal.aborted) chat.log('summary_failed', { error: String(error) })
  }
}

function openStream(response: Response): void {
  // Nothing between may wait for the end: no cache, no compression, and nginx is told by a header of its own.
  response.set({ 'Content-Type': `${STREAM_TYPE}; charset=utf-8`, 'Cache-Control': 'no-store, no-transform' })
  response.set({ 'X-Accel-Buffering': 'no', 'Referrer-Policy': 'same-origin' })
}

async function sendStream(response: Response, { sentences, why }: RunningSummary): Promise<void> {
  response.flushHeaders()
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS)
  let shown = 0
  try {
    for await (const sentence of sentences) {
      response.write(eventText('sentence', await toText(sentence)))
      shown += 1
    }
    response.write(shown > 0 ? eventText('done', '') : eventText('nothing', await toText(nothingHtml(why()))))
  } finally {
    clearInterval(heartbeat)
    response.end()
  }
}

/** JSON, because the data of an event ends with its line. */
function eventText(name: 'sentence' | 'done' | 'nothing', html: string): string {
  return `event: ${name}\ndata: ${JSON.stringify(html)}\n\n`
}

async function sendWhole(
  response: Response,
  { turn, summary }: { readonly turn: Turn; readonly summary: RunningSummary },
  chat: Chat,
): Promise<void> {
  const sentences: Html[] = []
  for await (const sentence of summary.sentences) sentences.push(sentence)
  const why = summary.why()
  return sendPage(response, summaryPage(turn, { sentences, why }), chat.frame, statusOf(why))
}

/** A program that asks on and on is told so in its own words too. */
function statusOf(why: NothingWhy | null): number {
  return why === 'over_allowance' || why === 'over_own_allowance' ? 429 : 200
}
