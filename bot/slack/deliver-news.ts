// News of tickets from the outbox to Slack: to the section's channel, or to the asker where they asked.
import { FaqError } from '../../src/core/errors.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { type OutMessage, SECTION_NEWS } from '../../src/core/ports/outbox.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import { askerMessage } from './asker-message.ts'
import type { FrontEndDeps } from './front-end.ts'
import { noticeMessage } from './notices.ts'
import { sendOnce } from './send-once.ts'
import type { Client } from './talk.ts'
import { channelOf, closingReasonOf, postFor, refreshPosts } from './ticket-desk.ts'
import { describeError, whenToRetry } from './transport/failure.ts'

/** Throws where it was not sent: `undeliverable` where trying again is no use. */
export async function deliverNews(client: Client, message: OutMessage, deps: FrontEndDeps): Promise<void> {
  const ticket = await deps.tickets.find(message.ticketId)
  if (ticket === null) throw undeliverable('no such ticket')
  try {
    if (SECTION_NEWS.some(news => news === message.news)) await tellSection(client, { message, ticket }, deps)
    else await tellAsker(client, { message, ticket }, deps)
  } catch (error) {
    if (error instanceof FaqError || whenToRetry(error) === 'later') throw error
    throw undeliverable(describeError(error), error)
  }
}

interface News {
  readonly message: OutMessage
  readonly ticket: Ticket
}

async function tellSection(client: Client, { message, ticket }: News, deps: FrontEndDeps): Promise<void> {
  const channel = await channelOf(ticket, deps)
  if (channel === null) throw undeliverable(`section ${ticket.section.code} has no channel`)
  const known = (await deps.posts.posts(ticket.id)).find(({ door, place }) => door === 'slack' && place === channel)
  const heading = ticketMessages.news[message.news]
  if (known === undefined) {
    const post = await postFor(ticket, { heading, mayAct: true }, deps)
    const { ts } = await sendOnce(
      client,
      { queue: 'outbox', message, place: { channel, thread: null, user: channel }, post },
      deps,
    )
    await deps.posts.notePost(ticket.id, { door: 'slack', place: channel, message: ts })
    return refreshPosts(client, { ticket, except: ts }, deps)
  }
  if (message.news !== 'opened') {
    // It stands there already: the news is told below it, and the post shows how things are.
    const place = { channel, thread: known.message, user: channel }
    await sendOnce(client, { queue: 'outbox', message, place, post: noticeMessage(heading) }, deps)
  }
  await refreshPosts(client, { ticket }, deps)
}

async function tellAsker(client: Client, { message, ticket }: News, deps: FrontEndDeps): Promise<void> {
  const { replyTo } = ticket
  if (replyTo.door !== 'slack') throw undeliverable(`the asker came by ${replyTo.door}`)
  const events = await deps.tickets.events(ticket.id)
  const post = askerMessage({
    ticket,
    news: message.news,
    closingReason: closingReasonOf(events),
    publicUrl: deps.publicUrl,
  })
  const place = { channel: replyTo.place, thread: replyTo.thread, user: replyTo.user }
  await sendOnce(client, { queue: 'outbox', message, place, post }, deps)
  await refreshPosts(client, { ticket }, deps)
}

function undeliverable(reason: string, cause?: unknown): FaqError {
  return new FaqError('undeliverable', { door: 'slack', reason }, { cause })
}
