// Handing a question to a section: the form, and the ticket that it opens.
import type { Response } from 'express'
import type { Section } from '../../src/core/entry.ts'
import type { ReplyTo, Ticket } from '../../src/core/ticket/ticket.ts'
import type { Chat, IdRequest } from './chat.ts'
import { problemsOf, readTicketForm, type TicketForm, type TicketProblems } from './read-ticket-form.ts'
import { scopeOfVisitor } from './reader.ts'
import { sendNotFound, sendPage } from './respond.ts'
import { ticketFormPage } from './ticket-form-view.ts'
import { ticketUrl } from './ticket-urls.ts'

/** What the mail about the ticket is called, in code points: as long as mail programs show. */
const SUBJECT_LENGTH_MAX = 40

export async function showTicketForm(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const turn = await chat.conversation.show(request.params.id, {}, scopeOfVisitor(response))
  if (turn === null) return sendNotFound(response, chat.frame)
  const { suggested } = await choicesFor(turn.questionId, chat)
  const form = { question: turn.wholeText, sectionCode: suggested[0]?.code ?? '', name: '', address: '' }
  return sendForm(response, { questionId: turn.questionId, form, problems: {}, known: null, status: 200 }, chat)
}

export async function openTicket(request: IdRequest, response: Response, chat: Chat): Promise<void> {
  const questionId = request.params.id
  if ((await chat.conversation.show(questionId, {})) === null) return sendNotFound(response, chat.frame)
  const read = readTicketForm(request.body)
  const form = chat.mailWorks ? read : { ...read, address: '' }
  const problems = problemsOf(form, await chat.sections())
  const shown = { questionId, form, problems }
  if (Object.keys(problems).length > 0) return sendForm(response, { ...shown, known: null, status: 422 }, chat)
  const { question, sectionCode, name } = form
  const ticket = await chat.tickets.open(
    { question, questionId, sectionCode, replyTo: replyTo(form), asker: null, askerName: name === '' ? null : name },
    'web',
  )
  // A second press brings the same text. Another text for a question that has its ticket would be lost without a word.
  if (ticket.question !== question.trim()) return sendForm(response, { ...shown, known: ticket, status: 409 }, chat)
  return response.redirect(303, ticketUrl(ticket.id))
}

function replyTo({ address, question }: TicketForm): ReplyTo {
  if (address === '') return { door: 'web' }
  const subject = [...question.trim().replace(/\s+/gu, ' ')].slice(0, SUBJECT_LENGTH_MAX).join('')
  return { door: 'mail', address, messageId: null, subject }
}

interface ShownForm {
  readonly questionId: string
  readonly form: TicketForm
  readonly problems: TicketProblems
  readonly known: Ticket | null
  readonly status: number
}

async function sendForm(response: Response, { status, ...shown }: ShownForm, chat: Chat): Promise<void> {
  const choices = await choicesFor(shown.questionId, chat)
  return sendPage(response, ticketFormPage({ ...shown, ...choices, mailWorks: chat.mailWorks }), chat.frame, status)
}

async function choicesFor(
  questionId: string,
  { tickets, sections }: Chat,
): Promise<{ readonly suggested: readonly Section[]; readonly sections: readonly Section[] }> {
  const [suggested, all] = await Promise.all([tickets.suggest(questionId), sections()])
  return { suggested, sections: all }
}
