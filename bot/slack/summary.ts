// The summary by a model, where somebody asks for it: a message of its own after the official answer, which stays as it is.
import type { types } from '@slack/bolt'
import type { ComposedEvent, NothingWhy } from '../../src/core/compose/compose-answer.ts'
import type { Entry } from '../../src/core/entry.ts'
import { nothingWords } from '../../src/core/messages/ja/summary.ts'
import { webMessages } from '../../src/core/messages/ja/web.ts'
import type { TurnRef } from './action-names.ts'
import { cutLine } from './blocks/cut-text.ts'
import { type Message, messageOf } from './blocks/message.ts'
import { context } from './blocks/plain.ts'
import { link, paragraph, words } from './blocks/rich.ts'
import { type Click, tellClicker, updateMessage } from './clicks.ts'
import { entryUrl, type FrontEndDeps } from './front-end.ts'
import { noticeMessage } from './notices.ts'
import { readableEntries } from './readable-entries.ts'
import { isDirect, post } from './talk.ts'
import { askerOf } from './where.ts'

const text = webMessages.summary

/** Longer than any summary takes. */
const SUMMARY_TIMEOUT_MS = 30_000

export async function sendSummary(click: Click, { questionId }: TurnRef, deps: FrontEndDeps): Promise<void> {
  const { summaries } = deps
  if (summaries === null) return tellClicker(click, nothingMessage(null))
  const busy = await tellBusy(click)
  const asker = askerOf(click.team, click.user, deps.askerKeys)
  const events = summaries.compose(questionId, asker, AbortSignal.timeout(SUMMARY_TIMEOUT_MS))
  const message = await summaryMessage(events, deps)
  if (busy === null || !(await updateMessage(click.client, busy, message))) await tellClicker(click, message)
}

/** What is written takes seconds; a message between two can be replaced, one that only the clicker sees cannot. */
async function tellBusy(click: Click): Promise<{ readonly channel: string; readonly ts: string } | null> {
  const channel = click.channel ?? click.user
  const message = noticeMessage(text.busy)
  if (isDirect(channel)) return post(click.client, { channel, thread: click.thread }, { message })
  await tellClicker(click, message)
  return null
}

async function summaryMessage(events: AsyncIterable<ComposedEvent>, deps: FrontEndDeps): Promise<Message> {
  const blocks: types.KnownBlock[] = []
  let why: NothingWhy | null = null
  for await (const event of events) {
    if (event.kind === 'nothing') why = event.why
    if (event.kind !== 'sentence') continue
    const entries = await readableEntries(event.entryIds, deps)
    // A sentence without an entry behind it that anybody may read is not shown.
    if (entries.length > 0) blocks.push(sentenceBlock(event.text, entries, deps.publicUrl))
  }
  if (blocks.length === 0) return nothingMessage(why)
  return messageOf([paragraph([words(text.heading, { bold: true })]), ...blocks, context([text.warning])])
}

function nothingMessage(why: NothingWhy | null): Message {
  return noticeMessage(nothingWords(why))
}

/** Question of a source, in its brackets. */
const SOURCE_LENGTH_MAX = 40

function sentenceBlock(sentence: string, entries: readonly Entry[], publicUrl: string): types.KnownBlock {
  const sources = entries.flatMap(({ id, question }) => [
    words(' '),
    link(entryUrl(publicUrl, id), text.source(cutLine(question, SOURCE_LENGTH_MAX))),
  ])
  return paragraph([words(sentence), ...sources])
}
