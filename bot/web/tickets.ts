// A ticket at its own address: how it stands, and what its asker says of the answer.
import type { Response } from 'express'
import { isFault } from '../../src/core/errors.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import { TICKET_LIMITS, type Ticket } from '../../src/core/ticket/ticket.ts'
import type { Chat, IdRequest } from './chat.ts'
import { readField, readText } from './read-field.ts'
import { textProblem } from './read-ticket-form.ts'
import { readableEntries, scopeOfVisitor } from './reader.ts'
import { sendNotFound, sendPage } from './respond.ts'
import { ticketUrl } from './ticket-urls.ts'
import { type TicketView, ticketPage } from './ticket-view.ts'

const NOTHING_TYPED = { reason: '', problem: undefined }

export async function showTicket(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const resolved = readField(request.query, 'resolved') !== undefined
  return sendTicket(response, { id: request.params.id, resolved }, chat)
}

/** Said of the question, so that the measure of solved questions counts it; the section may still register the answer. */
export async function resolveTicket(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const ticket = await chat.tickets.find(request.params.id)
  if (ticket === null) return sendNotFound(response, chat.frame)
  const { questionId } = ticket
  if (questionId !== null) await chat.conversation.react({ questionId, kind: 'resolved', entryId: null })
  return response.redirect(303, `${ticketUrl(ticket.id)}?resolved=1#thanks`)
}

/** A form that is sent twice finds its own work done. */
export async function withdrawTicket(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const { id } = request.params
  try {
    await chat.tickets.act(id, { kind: 'withdrawn' }, 'web')
  } catch (error) {
    if (isFault(error, 'not_found')) return sendNotFound(response, chat.frame)
    if (!isFault(error, 'ticket_refused') && !isFault(error, 'ticket_changed')) throw error
    const done = (await chat.tickets.events(id)).at(-1)?.kind === 'withdrawn'
    if (!done) return sendTicket(response, { id, refused: true, status: 409 }, chat)
  }
  return response.redirect(303, ticketUrl(id))
}

export async function reopenTicket(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const { id } = request.params
  const reason = readText(request.body, 'reason')
  const problem = textProblem(reason, ticketMessages.fields.reason, { min: 1, max: TICKET_LIMITS.reason })
  if (problem !== null) return sendTicket(response, { id, reopening: { reason, problem }, status: 422 }, chat)
  try {
    await chat.tickets.act(id, { kind: 'reopened', reason }, 'web')
  } catch (error) {
    if (isFault(error, 'not_found')) return sendNotFound(response, chat.frame)
    if (!isFault(error, 'ticket_refused') && !isFault(error, 'ticket_changed')) throw error
    if (!(await wasReopened(id, reason, chat))) {
      const reopening = { reason, problem: undefined }
      return sendTicket(response, { id, reopening, refused: true, status: 409 }, chat)
    }
  }
  return response.redirect(303, ticketUrl(id))
}

/** A form that is sent twice finds its own work done. */
async function wasReopened(id: string, reason: string, { tickets }: Chat): Promise<boolean> {
  const last = (await tickets.events(id)).at(-1)
  return last?.kind === 'reopened' && last.detail['reason'] === reason.trim()
}

interface Shown extends Partial<Pick<TicketView, 'resolved' | 'reopening' | 'refused'>> {
  readonly id: string
  readonly status?: number
}

async function sendTicket(response: Response, shown: Shown, chat: Chat): Promise<void> {
  const { id, resolved = false, reopening = NOTHING_TYPED, refused = false, status = 200 } = shown
  const ticket = await currentTicket(id, chat)
  if (ticket === null) return sendNotFound(response, chat.frame)
  const [events, sections] = await Promise.all([chat.tickets.events(id), chat.sections()])
  const ids = ticket.entryId === null ? [] : [ticket.entryId]
  const [entry = null] = await readableEntries(ids, scopeOfVisitor(response), chat)
  const view = { ticket, events, sections, entry, resolved, reopening, refused }
  return sendPage(response, ticketPage(view), chat.frame, status)
}

/** Where no door sends messages nobody else looks whether the answer was published since. */
async function currentTicket(id: string, chat: Chat): Promise<Ticket | null> {
  const ticket = await chat.tickets.find(id)
  if (ticket === null || ticket.state !== 'answered' || !(await isPublished(ticket, chat))) return ticket
  await chat.tickets.settleRegistered()
  return chat.tickets.find(id)
}

async function isPublished({ entryId }: Ticket, { entriesById }: Chat) {
  const [entry] = entryId === null ? [] : await entriesById([entryId])
  return entry?.status === 'published'
}
