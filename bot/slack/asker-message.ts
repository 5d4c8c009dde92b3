// What the asker hears of a ticket: the section's answer, that it became an entry, or that it was closed.
import type { types } from '@slack/bolt'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { TicketNews } from '../../src/core/ports/outbox.ts'
import { mayDo, type Ticket } from '../../src/core/ticket/ticket.ts'
import { ACTIONS, writeTicketRef } from './action-names.ts'
import { cutLine, cutText } from './blocks/cut-text.ts'
import { fittedMessage, type Message } from './blocks/message.ts'
import { actions, button, section } from './blocks/plain.ts'
import { type Inline, link, paragraph, person, quote, richSection, richText, words } from './blocks/rich.ts'
import { answerBlocks } from './entry-blocks.ts'
import { entryUrl, ticketUrl } from './front-end.ts'
import { isDirect } from './talk.ts'

const QUESTION_LENGTH_MAX = 300
const SECTION_LENGTH_MAX = 100

export interface AskerFacts {
  readonly ticket: Ticket
  readonly news: TicketNews
  readonly closingReason: string | null
  readonly publicUrl: string
  /** The person said that it helped. */
  readonly resolved?: boolean
}

export function askerMessage(facts: AskerFacts): Message {
  return fittedMessage(bytesMax => [...headBlocks(facts), ...bodyBlocks(facts, bytesMax), ...endBlocks(facts)])
}

/** Before others the question is not repeated: what was asked of the section was not said to them. */
function headBlocks({ ticket, news }: AskerFacts): readonly types.KnownBlock[] {
  const { replyTo } = ticket
  const alone = isAlone(ticket)
  const who: readonly Inline[] = replyTo.door === 'slack' && !alone ? [person(replyTo.user)] : []
  const head = richSection([
    ...who,
    words(who.length > 0 ? '\n' : ''),
    words(ticketMessages.news[news], { bold: true }),
    words(`\n${ticketMessages.title(ticketMessages.name(ticket))}`),
  ])
  const question = cutText(ticket.question, QUESTION_LENGTH_MAX)
  return [richText(alone ? [head, quote(question)] : [head])]
}

function isAlone({ replyTo }: Ticket): boolean {
  return replyTo.door !== 'slack' || isDirect(replyTo.place)
}

/** The page's address is the right to see the ticket: before others it is not told. */
function pageOf(ticket: Ticket, publicUrl: string): string | null {
  return isAlone(ticket) ? ticketUrl(publicUrl, ticket.id) : null
}

function bodyBlocks(facts: AskerFacts, bytesMax: number): readonly types.KnownBlock[] {
  const { ticket, news, closingReason, publicUrl } = facts
  if (news === 'closed') return closingReason === null ? [] : [section(ticketMessages.closedWithReason(closingReason))]
  if (news === 'registered') {
    const url = entryUrl(publicUrl, ticket.entryId ?? '')
    return [paragraph([words(`${ticketMessages.registeredLead}\n`), link(url, ticketMessages.fields.entry)])]
  }
  if (ticket.answer === null) return []
  const by = ticketMessages.answeredBy(cutLine(ticket.section.name, SECTION_LENGTH_MAX))
  const rest = { text: slackMessages.ticket.answerIn, url: pageOf(ticket, publicUrl), bytesMax }
  return [paragraph([words(by, { bold: true })]), ...answerBlocks(ticket.answer.text, rest)]
}

function endBlocks({ ticket, news, publicUrl, resolved }: AskerFacts): readonly types.KnownBlock[] {
  const url = pageOf(ticket, publicUrl)
  const page = url === null ? [] : [paragraph([link(url, ticketMessages.actions.seeTicket)])]
  if (resolved === true) return [section(slackMessages.thanks.resolved), ...page]
  if (news === 'registered' || !mayDo(ticket, 'reopened')) return page
  const value = writeTicketRef({ ticketId: ticket.id, version: ticket.version })
  const reopen = button({ action: ACTIONS.reopen, text: ticketMessages.actions.reopen, value })
  const helped = button({
    action: ACTIONS.ticketResolved,
    text: slackMessages.ticket.resolved,
    value,
    style: 'primary',
  })
  return [...page, actions(news === 'answered' ? [helped, reopen] : [reopen])]
}
