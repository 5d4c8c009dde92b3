// A ticket as its section sees it in the channel: what is asked, by whom, until when, and what may be done now. The post is
// brought up to date with every change.
import type { types } from '@slack/bolt'
import type { Entry } from '../../src/core/entry.ts'
import { dateInJapan, formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { mayDo, type Ticket } from '../../src/core/ticket/ticket.ts'
import { ACTIONS, writeTicketRef } from './action-names.ts'
import { cutLine, cutText } from './blocks/cut-text.ts'
import { fittedMessage, type Message } from './blocks/message.ts'
import { actions, button, context } from './blocks/plain.ts'
import { type Inline, link, paragraph, person, quote, richSection, richText, words } from './blocks/rich.ts'
import { answerBlocks } from './entry-blocks.ts'
import { entryUrl, ticketUrl } from './front-end.ts'

const { fields, actions: actionText, states } = ticketMessages
const text = slackMessages.ticket

/** Entries named that the asker was shown, and how much of each question. */
const SHOWN_MAX = 3
const SHOWN_LENGTH_MAX = 80
const SECTION_LENGTH_MAX = 100

/** Of the answer, in the section's own post: they wrote it. */
const ANSWER_BYTES_MAX = 2_500

export interface TicketFacts {
  readonly ticket: Ticket
  /** First line, e.g. that it is new; null in a post that stands already. */
  readonly heading: string | null
  /** Slack's id of who took it on; null where nobody did, or not in Slack. */
  readonly takenBy: string | null
  /** What the last move or reopening said; null without. */
  readonly remark: string | null
  /** What the asker was shown. */
  readonly shown: readonly Entry[]
  readonly publicUrl: string
  /** False where it stands in a channel that it has left. */
  readonly mayAct: boolean
}

export function ticketPost(facts: TicketFacts): Message {
  return fittedMessage(bytesMax => ticketBlocks(facts, Math.min(bytesMax, ANSWER_BYTES_MAX)))
}

function ticketBlocks(facts: TicketFacts, answerBytes: number): readonly types.KnownBlock[] {
  const { ticket, heading, remark, publicUrl } = facts
  const title = `${ticketMessages.title(ticketMessages.name(ticket))}（${states[ticket.state]}）`
  const question = cutText(ticket.question, 1_000)
  return [
    richText([
      richSection([words(heading === null ? '' : `${heading}\n`), words(title, { bold: true })]),
      quote(question),
      richSection(askerWords(ticket)),
      ...(facts.takenBy === null ? [] : [richSection([words(text.takenBy), person(facts.takenBy)])]),
    ]),
    context(particulars(ticket)),
    ...(remark === null ? [] : [context([remark])]),
    ...shownBlocks(facts),
    ...answeredBlocks(ticket, publicUrl, answerBytes),
    ...entryBlocks(ticket, publicUrl),
    paragraph([link(ticketUrl(publicUrl, ticket.id), actionText.seeTicket)]),
    ...actionBlocks(facts),
  ]
}

function particulars(ticket: Ticket): readonly string[] {
  return [
    `${fields.section}：${cutLine(ticket.section.name, SECTION_LENGTH_MAX)}`,
    `${fields.due}：${formatJapaneseDate(ticket.dueOn)}`,
    `${fields.openedAt}：${formatJapaneseDate(dateInJapan(ticket.openedAt))}`,
  ]
}

/** The person as Slack knows them, where they wish to be known. */
function askerWords({ askerName, replyTo }: Ticket): readonly (Inline | null)[] {
  const label = words(`${fields.asker}：`)
  if (askerName === null) return [label, words(fields.anonymousAsker)]
  return [label, replyTo.door === 'slack' ? person(replyTo.user) : words(askerName)]
}

function shownBlocks({ shown, publicUrl }: TicketFacts): readonly types.KnownBlock[] {
  if (shown.length === 0) return []
  const links = shown.slice(0, SHOWN_MAX).map(({ id, question }) => {
    return richSection([link(entryUrl(publicUrl, id), cutLine(question, SHOWN_LENGTH_MAX))])
  })
  return [
    richText([richSection([words(fields.candidates)]), { type: 'rich_text_list', style: 'bullet', elements: links }]),
  ]
}

function answeredBlocks(ticket: Ticket, publicUrl: string, bytesMax: number): readonly types.KnownBlock[] {
  if (ticket.answer === null) return []
  const rest = { text: text.answerIn, url: ticketUrl(publicUrl, ticket.id), bytesMax }
  return [paragraph([words(text.answerLead, { bold: true })]), ...answerBlocks(ticket.answer.text, rest)]
}

function entryBlocks({ entryId, state }: Ticket, publicUrl: string): readonly types.KnownBlock[] {
  if (entryId === null) return []
  if (state !== 'registered') return [context([text.drafted(entryId)])]
  return [paragraph([link(entryUrl(publicUrl, entryId), text.registered)])]
}

function actionBlocks({ ticket, mayAct }: TicketFacts): readonly types.KnownBlock[] {
  const value = writeTicketRef({ ticketId: ticket.id, version: ticket.version })
  const offered = [
    ...(ticket.state === 'new' ? [button({ action: ACTIONS.accept, text: actionText.accept, value })] : []),
    ...(mayDo(ticket, 'answered')
      ? [button({ action: ACTIONS.answer, text: actionText.answer, value, style: 'primary' })]
      : []),
    ...(mayDo(ticket, 'drafted') && ticket.entryId === null
      ? [button({ action: ACTIONS.register, text: actionText.register, value })]
      : []),
    ...(mayDo(ticket, 'assigned') ? [button({ action: ACTIONS.assign, text: actionText.assign, value })] : []),
    ...(mayDo(ticket, 'closed') ? [button({ action: ACTIONS.close, text: actionText.close, value })] : []),
  ]
  return mayAct && offered.length > 0 ? [actions(offered)] : []
}
