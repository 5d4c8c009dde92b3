// News of tickets by mail: to the section at its address, and to an asker who came by mail, in their own thread.
import type { MailAddress, OutgoingMail } from '../../src/adapters/mail/outgoing-mail.ts'
import { FaqError } from '../../src/core/errors.ts'
import { formatJapaneseDate } from '../../src/core/fiscal-year.ts'
import { mailMessages } from '../../src/core/messages/ja/mail.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { AskerKeys } from '../../src/core/ports/asker-keys.ts'
import { type OutMessage, SECTION_NEWS } from '../../src/core/ports/outbox.ts'
import type { SectionContacts } from '../../src/core/ports/ticket-store.ts'
import type { ReplyTo, Ticket, TicketEvent } from '../../src/core/ticket/ticket.ts'
import type { Tickets } from '../../src/core/ticket/tickets.ts'
import type { Block } from './blocks.ts'
import { messageIdOf } from './message-id.ts'
import { ticketUrl } from './open-ticket-by-mail.ts'
import { type MailContent, makeMail, replySubject } from './reply-mail.ts'
import { entryUrl, footer, type MailPlace, text } from './turn-blocks.ts'

export interface DeliverNewsDeps {
  readonly tickets: Pick<Tickets, 'events' | 'find'>
  readonly contacts: Pick<SectionContacts, 'contactOf'>
  readonly askerKeys: AskerKeys
  readonly from: MailAddress
  readonly place: MailPlace
  readonly send: (mail: OutgoingMail) => Promise<void>
}

/** Throws `undeliverable` where there is no address. */
export async function deliverNews(message: OutMessage, deps: DeliverNewsDeps): Promise<void> {
  const ticket = await deps.tickets.find(message.ticketId)
  if (ticket === null) throw undeliverable('no such ticket')
  const lastEvent = (await deps.tickets.events(ticket.id)).findLast(({ kind }) => kind === message.news) ?? null
  const about = { message, ticket, lastEvent }
  const isForSection = SECTION_NEWS.some(news => news === message.news)
  await deps.send(await makeMail(isForSection ? await toSection(about, deps) : toAsker(about, deps)))
}

interface News {
  readonly message: OutMessage
  readonly ticket: Ticket
  /** What the news tell of. */
  readonly lastEvent: TicketEvent | null
}

async function toSection({ message, ticket, lastEvent }: News, deps: DeliverNewsDeps): Promise<MailContent> {
  const address = await deps.contacts.contactOf(ticket.section.code, 'mail')
  if (address === null) throw undeliverable(`section ${ticket.section.code} has no mail contact`)
  const { fields, news, title, actions } = ticketMessages
  const name = ticketMessages.name(ticket)
  const reason = lastEvent?.detail['reason'] ?? null
  const root = messageIdOf(`ticket ${ticket.id}`, deps)
  const blocks: readonly Block[] = [
    { kind: 'heading', text: news[message.news] },
    text(title(name)),
    { kind: 'quote', text: ticket.question },
    {
      kind: 'facts',
      rows: [
        [fields.section, ticket.section.name],
        [fields.asker, ticket.askerName ?? fields.anonymousAsker],
        [fields.due, formatJapaneseDate(ticket.dueOn)],
        ...(reason === null ? [] : [[fields.reason, reason] as const]),
      ],
    },
    { kind: 'link', label: actions.seeTicket, url: ticketUrl(ticket.id, deps.place) },
    text(mailMessages.news.howToAnswer),
    footer(deps.place),
  ]
  return {
    ...commonOf(message, deps),
    to: address,
    subject: mailMessages.news.subject(news[message.news], name),
    blocks,
    thread: { messageId: null, references: [root] }, // mail programs show all news of a ticket together
    kind: 'auto-generated',
  }
}

function toAsker({ message, ticket, lastEvent }: News, deps: DeliverNewsDeps): MailContent {
  const { replyTo } = ticket
  if (replyTo.door !== 'mail') throw undeliverable('the asker did not come by mail')
  const { news, title, actions } = ticketMessages
  const blocks: readonly Block[] = [
    { kind: 'heading', text: news[message.news] },
    text(title(ticketMessages.name(ticket))),
    { kind: 'quote', text: ticket.question },
    ...askerBlocks({ message, ticket, lastEvent }, deps.place),
    { kind: 'link', label: actions.seeTicket, url: ticketUrl(ticket.id, deps.place) },
    footer(deps.place),
  ]
  return { ...commonOf(message, deps), to: replyTo.address, ...inThreadOf(replyTo), blocks, kind: 'auto-generated' }
}

function inThreadOf({ subject, messageId }: Extract<ReplyTo, { readonly door: 'mail' }>) {
  return { subject: replySubject(subject), thread: messageId === null ? null : { messageId, references: [] } }
}

function askerBlocks({ message, ticket, lastEvent }: News, place: MailPlace): readonly Block[] {
  const { answeredBy, reopenLead, registeredLead, closedWithReason, fields } = ticketMessages
  if (message.news === 'registered') {
    const { entryId } = ticket
    return [
      text(registeredLead),
      ...(entryId === null ? [] : [{ kind: 'link', label: fields.entry, url: entryUrl(entryId, place) } as const]),
    ]
  }
  if (message.news === 'closed') {
    const reason = lastEvent?.detail['reason'] ?? null
    return reason === null ? [] : [text(closedWithReason(reason))]
  }
  return [
    { kind: 'heading', text: answeredBy(ticket.section.name) },
    { kind: 'markdown', source: ticket.answer?.text ?? '' },
    text(reopenLead),
  ]
}

function commonOf(message: OutMessage, deps: DeliverNewsDeps) {
  return { from: deps.from, messageId: messageIdOf(`news ${message.id} ${message.ticketId}`, deps) }
}

function undeliverable(reason: string): FaqError {
  return new FaqError('undeliverable', { door: 'mail', reason })
}
