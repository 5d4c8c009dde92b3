// Tickets past their date: the section's people are told once, in its channel, by mail, and in the pages.
import type { Account } from '../access/account.ts'
import { type CalendarDate, formatJapaneseDate } from '../fiscal-year.ts'
import { ticketMessages } from '../messages/ja/ticket.ts'
import type { NoticeInput } from '../ports/notices.ts'
import type { OutDoor } from '../ports/outbox.ts'
import type { TicketReminders } from '../ports/ticket-reminders.ts'
import { upkeepersOf } from '../upkeep/remind-sections.ts'
import type { Ticket } from './ticket.ts'

export interface RemindingDeps {
  readonly reminders: TicketReminders
  readonly accounts: () => Promise<readonly Account[]>
  readonly outDoors: readonly OutDoor[]
}

/** Resolves with how many tickets were told of. */
export async function remindOverdue(today: CalendarDate, deps: RemindingDeps): Promise<number> {
  const late = await deps.reminders.unreminded(today)
  if (late.length === 0) return 0
  const accounts = await deps.accounts()
  const news = deps.outDoors.map(door => ({ door, news: 'overdue' }) as const)
  const bySection = Map.groupBy(late, ({ section }) => section.code)
  for (const [code, tickets] of bySection) {
    const notices = noticesOf(tickets, upkeepersOf(code, accounts))
    await deps.reminders.remind(tickets, { news, notices })
  }
  return late.length
}

/** One notice, however many there are: the inbox shows all. */
function noticesOf(tickets: readonly Ticket[], to: readonly string[]): readonly NoticeInput[] {
  const [first] = tickets
  if (first === undefined || to.length === 0) return []
  const detail = {
    ticket: first.id,
    name: ticketMessages.name(first),
    dueOn: formatJapaneseDate(first.dueOn),
    count: String(tickets.length),
  }
  return [{ kind: 'ticket_overdue', entryId: null, detail, to }]
}
