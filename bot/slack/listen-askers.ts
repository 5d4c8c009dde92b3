// The asker's side of a ticket: the answer helped, or it did not and the section hears why.
import type { App, BlockButtonAction, ViewSubmitAction } from '@slack/bolt'
import { z } from 'zod'
import { FaqError } from '../../src/core/errors.ts'
import { slackMessages } from '../../src/core/messages/ja/slack.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { mayDo, type Ticket } from '../../src/core/ticket/ticket.ts'
import { ACTIONS, VIEWS } from './action-names.ts'
import { askerMessage } from './asker-message.ts'
import { replaceMessage, tellClicker, updateMessage } from './clicks.ts'
import { actorOf, type FrontEndDeps } from './front-end.ts'
import { checkReason, onTicket, reasonInput, type TicketClick } from './listen-tickets.ts'
import { INPUTS, modal, text } from './modals.ts'
import { noticeMessage } from './notices.ts'
import { typed } from './read-view.ts'
import { onSubmit, type Submission } from './submissions.ts'
import { tellPrivately } from './talk.ts'
import { refreshPosts } from './ticket-desk.ts'

export function listenToAskers(app: App, deps: FrontEndDeps): void {
  app.action<BlockButtonAction>(ACTIONS.ticketResolved, onTicket(ofAsker(sayResolved), deps))
  app.action<BlockButtonAction>(ACTIONS.reopen, onTicket(ofAsker(openReopen), deps))
  app.action<BlockButtonAction>(ACTIONS.withdraw, onTicket(ofAsker(withdraw), deps))
  app.view<ViewSubmitAction>(VIEWS.reopen, onSubmit({ schema, check: checkReason, work: reopen }, deps))
}

const schema = z.object({ t: z.string(), v: z.int(), c: z.string(), m: z.string().nullable() })

/** The message may stand in a thread where others read it: its buttons are the asker's. */
function ofAsker(work: (ticketClick: TicketClick, deps: FrontEndDeps) => Promise<void>) {
  return async (ticketClick: TicketClick, deps: FrontEndDeps) => {
    if (isAsker(ticketClick.ticket, ticketClick.click.user)) return work(ticketClick, deps)
    await tellClicker(ticketClick.click, noticeMessage(slackMessages.problems.notYours))
  }
}

function isAsker({ replyTo }: Ticket, user: string): boolean {
  return replyTo.door === 'slack' && replyTo.user === user
}

async function sayResolved({ click, ticket }: TicketClick, deps: FrontEndDeps): Promise<void> {
  const { questionId } = ticket
  if (questionId !== null) await deps.conversation.react({ questionId, kind: 'resolved', entryId: null })
  const facts = { ticket, news: 'answered', closingReason: null, publicUrl: deps.publicUrl, resolved: true } as const
  await replaceMessage(click, askerMessage(facts))
}

/** Whose confirmation it stands in loses the button with it. */
async function withdraw({ click, ticket }: TicketClick, deps: FrontEndDeps): Promise<void> {
  const after = await deps.tickets.act(ticket.id, { kind: 'withdrawn' }, 'slack')
  await refreshPosts(click.client, { ticket: after }, deps)
  await replaceMessage(click, noticeMessage(slackMessages.thanks.withdrawn(ticketMessages.name(after))))
}

async function openReopen({ click, ticket, metadata }: TicketClick): Promise<void> {
  if (!mayDo(ticket, 'reopened')) throw new FaqError('ticket_refused', { state: ticket.state, action: 'reopened' })
  const view = modal({ callback: VIEWS.reopen, title: text.reopen, submit: text.send, metadata }, [
    reasonInput(text.reopenReason),
  ])
  await click.client.views.open({ trigger_id: click.trigger, view })
}

/** Who asked without a name stays without one in the history. */
async function reopen({ view, metadata, user, client }: Submission<z.infer<typeof schema>>, deps: FrontEndDeps) {
  const before = await deps.tickets.find(metadata.t)
  if (before === null || !isAsker(before, user)) throw new FaqError('not_found', { what: 'ticket', id: '' })
  const actor = before.askerName === null ? 'slack' : actorOf(user)
  const ticket = await deps.tickets.act(metadata.t, { kind: 'reopened', reason: typed(view, INPUTS.reason) }, actor)
  return async () => {
    await refreshPosts(client, { ticket }, deps)
    const told = noticeMessage(slackMessages.thanks.reopened(ticketMessages.name(ticket)))
    await tellPrivately(client, { channel: metadata.c, thread: threadOf(ticket), user }, told)
    if (metadata.m === null) return
    // The message that brought the answer keeps it, without buttons that lead nowhere now.
    const news = before.state === 'closed' ? 'closed' : 'answered'
    const message = askerMessage({ ticket, news, closingReason: null, publicUrl: deps.publicUrl })
    await updateMessage(client, { channel: metadata.c, ts: metadata.m }, message)
  }
}

function threadOf({ replyTo }: Ticket): string | null {
  return replyTo.door === 'slack' ? replyTo.thread : null
}
