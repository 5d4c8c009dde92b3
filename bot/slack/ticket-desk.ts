// A ticket's posts: where they belong, what they show, and bringing them up to date.
import type { Entry } from '../../src/core/entry.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { Ticket, TicketEvent } from '../../src/core/ticket/ticket.ts'
import type { Message } from './blocks/message.ts'
import { updateMessage } from './clicks.ts'
import type { FrontEndDeps } from './front-end.ts'
import { readableEntries } from './readable-entries.ts'
import type { Client } from './talk.ts'
import { ticketPost } from './ticket-post.ts'
import { describeError } from './transport/failure.ts'

/** The section's channel, else the common one; null where there is neither. */
export async function channelOf({ section }: Ticket, deps: FrontEndDeps): Promise<string | null> {
  return (await deps.contacts.contactOf(section.code, 'slack')) ?? deps.fallbackChannel
}

/** The post as it stands now, for one channel. */
export async function postFor(
  ticket: Ticket,
  { heading, mayAct }: { readonly heading: string | null; readonly mayAct: boolean },
  deps: FrontEndDeps,
): Promise<Message> {
  const [events, shown] = await Promise.all([deps.tickets.events(ticket.id), entriesShown(ticket, deps)])
  const remark = await remarkOf(events, deps)
  return ticketPost({
    ticket,
    heading,
    takenBy: takenByOf(ticket, events),
    remark,
    shown,
    publicUrl: deps.publicUrl,
    mayAct,
  })
}

/** Shows the change in every post of the ticket but one that is new; a post that cannot be
 * changed costs nothing but a line in the log. */
export async function refreshPosts(
  client: Client,
  { ticket, except = null }: { readonly ticket: Ticket; readonly except?: string | null },
  deps: FrontEndDeps,
): Promise<void> {
  // As it stands now: a colleague may have been quicker than the message.
  const now = (await deps.tickets.find(ticket.id)) ?? ticket
  const channel = await channelOf(now, deps)
  const posts = await deps.posts.posts(ticket.id)
  for (const { door, place, message } of posts) {
    if (door !== 'slack' || message === except) continue
    try {
      const shown = await postFor(now, { heading: null, mayAct: place === channel }, deps)
      await updateMessage(client, { channel: place, ts: message }, shown)
    } catch (error) {
      deps.log('slack_post_not_updated', { error: describeError(error) })
    }
  }
}

async function entriesShown({ questionId }: Ticket, deps: FrontEndDeps): Promise<readonly Entry[]> {
  const asked = questionId === null ? null : await deps.questionLog.find(questionId)
  return readableEntries(
    (asked?.candidates ?? []).map(({ entryId }) => entryId),
    deps,
  )
}

/** Where it came from, or why it was not enough: the last that was said of either. */
async function remarkOf(events: readonly TicketEvent[], { registry }: FrontEndDeps): Promise<string | null> {
  const last = events.findLast(({ kind, detail }) => kind === 'reopened' || isMove({ kind, detail }))
  if (last === undefined) return null
  const reason = last.detail['reason'] ?? null
  if (last.kind === 'reopened') {
    return reason === null ? ticketMessages.events.reopened : `${ticketMessages.events.reopened}：${reason}`
  }
  const from = last.detail['from']
  const section = (await registry.sections()).find(({ code }) => code === from)
  return ticketMessages.movedFrom(section?.name ?? from ?? '', reason)
}

/** Who took it on last, while it is in the hands of the section that they took it on for. */
function takenByOf({ state }: Ticket, events: readonly TicketEvent[]): string | null {
  const last = events.findLast(({ kind }) => kind === 'assigned' || kind === 'reopened')
  if (state !== 'assigned' || last === undefined || last.kind === 'reopened' || isMove(last)) return null
  return /^slack:(\w+)$/u.exec(last.actor)?.[1] ?? null
}

function isMove({ kind, detail }: Pick<TicketEvent, 'kind' | 'detail'>): boolean {
  return kind === 'assigned' && detail['from'] !== detail['to']
}

/** Why it was closed; null where nothing was said. */
export function closingReasonOf(events: readonly TicketEvent[]): string | null {
  return events.findLast(({ kind }) => kind === 'closed')?.detail['reason'] ?? null
}
