// Handing a question to the section by a reply of one word, for people who have only mail at hand. The news comes back in the
// same thread.
import { wholeQuestion } from '../../src/core/conversation/follow-up.ts'
import { mailMessages } from '../../src/core/messages/ja/mail.ts'
import { ticketMessages } from '../../src/core/messages/ja/ticket.ts'
import type { LoggedQuestion } from '../../src/core/ports/question-log.ts'
import type { Block } from './blocks.ts'
import type { AnswerMailDeps, MailAsker } from './mail-deps.ts'
import { footer, text, ticketFormUrl } from './turn-blocks.ts'

type OpenTicketDeps = Pick<AnswerMailDeps, 'place' | 'questionLog' | 'registry' | 'tickets'>

/** What to reply: the ticket's name and date, or what is missing. */
export async function openTicketByMail(who: MailAsker, deps: OpenTicketDeps): Promise<readonly Block[]> {
  const { place, questionLog, tickets } = deps
  const [last] = await questionLog.ofConversation(who.conversationId, 1)
  if (last === undefined) return [text(mailMessages.ticket.nothingToAsk), footer(place)]
  const sectionCode = await likeliestSection(last, deps)
  if (sectionCode === null) {
    const label = mailMessages.reply.ticketByForm
    return [
      text(mailMessages.ticket.chooseSection),
      { kind: 'link', label, url: ticketFormUrl(last.id, place) },
      footer(place),
    ]
  }
  const { mail, address, asker } = who
  const ticket = await tickets.open(
    {
      question: wholeQuestion(last),
      questionId: last.id,
      sectionCode,
      replyTo: place.newsByMail
        ? { door: 'mail', address, messageId: mail.messageId, subject: mail.subject }
        : { door: 'web' },
      asker,
      askerName: null,
    },
    `mail:${asker}`,
  )
  return [
    { kind: 'quote', text: ticket.question },
    text(ticketMessages.opened(ticketMessages.name(ticket), ticket.section.name, ticket.dueOn)),
    { kind: 'link', label: ticketMessages.actions.seeTicket, url: ticketUrl(ticket.id, place) },
    ...(place.newsByMail ? [] : [text(mailMessages.ticket.keepLink)]),
    footer(place),
  ]
}

export function ticketUrl(id: string, { publicUrl }: OpenTicketDeps['place']): string {
  return `${publicUrl}/tickets/${encodeURIComponent(id)}`
}

/**
 * null where too little speaks for one: then only a person can choose. Nobody looks the choice over here, so the question must
 * have had candidates, or the registry a single section.
 */
async function likeliestSection(asked: LoggedQuestion, { registry, tickets }: OpenTicketDeps): Promise<string | null> {
  const [suggested, all] = [await tickets.suggest(asked.id), await registry.sections()]
  const [only] = all.length === 1 ? all : asked.candidates.length > 0 ? suggested : []
  return only?.code ?? null
}
