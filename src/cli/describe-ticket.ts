// Tickets for a terminal: a table of many, one with its history, and the data for programs. Who asked is not told apart, and
// where they are reached stays with the product.
import { dateInJapan, formatJapaneseDate } from '../core/fiscal-year.ts'
import { deskCli } from '../core/messages/ja/desk-cli.ts'
import { ticketMessages } from '../core/messages/ja/ticket.ts'
import type { Ticket, TicketEvent } from '../core/ticket/ticket.ts'
import { formatTable } from './markdown-table.ts'

/** A question in a table is to be told from others, not read. */
const QUESTION_SHOWN = 30

export function describeTickets({
  total,
  tickets,
}: {
  readonly total: number
  readonly tickets: readonly Ticket[]
}): string {
  const { ticket: words } = deskCli
  if (tickets.length === 0) return words.empty
  const { name, state, section, due, question } = words.columns
  const columns = [name, state, section, due, question].map(title => ({ title, side: 'left' as const }))
  const rows = tickets.map(ticket => [
    ticketMessages.name(ticket),
    ticketMessages.states[ticket.state],
    ticket.section.name,
    formatJapaneseDate(ticket.dueOn),
    shortened(ticket.question),
  ])
  return `${formatTable(columns, rows)}\n${words.total(tickets.length, total)}`
}

function shortened(text: string): string {
  const points = [...text]
  return points.length > QUESTION_SHOWN ? `${points.slice(0, QUESTION_SHOWN).join('')}…` : text
}

export function describeTicket(ticket: Ticket, events: readonly TicketEvent[]): string {
  const { fields, states, title } = ticketMessages
  const facts: readonly (readonly [string, string])[] = [
    [fields.state, states[ticket.state]],
    [fields.section, `${ticket.section.name}（${ticket.section.code}）`],
    [fields.due, formatJapaneseDate(ticket.dueOn)],
    [fields.openedAt, formatJapaneseDate(dateInJapan(ticket.openedAt))],
    [fields.asker, ticket.askerName ?? fields.anonymousAsker],
    ...(ticket.entryId === null ? [] : [[fields.entry, ticket.entryId] as const]),
  ]
  return [
    `■ ${title(ticketMessages.name(ticket))}`,
    ...facts.map(([label, value]) => `${label}: ${value}`),
    '',
    `${fields.question}:`,
    ticket.question,
    ...(ticket.answer === null ? [] : ['', `${fields.answer}:`, ticket.answer.text]),
    '',
    `${fields.history}:`,
    ...events.map(describeEvent),
  ].join('\n')
}

function describeEvent({ at, kind, actor, detail }: TicketEvent): string {
  const reason = detail['reason'] ?? null
  const because = reason === null ? '' : `（${ticketMessages.fields.reason}: ${reason}）`
  return `  ${formatJapaneseDate(dateInJapan(at))} ${ticketMessages.events[kind]}${because} [${actor}]`
}

/** Without the asker's key and address, which are nobody's business but the product's. */
export function ticketData(ticket: Ticket) {
  const { asker: _asker, replyTo, ...facts } = ticket
  return { name: ticketMessages.name(ticket), ...facts, repliesBy: replyTo.door }
}
