// Port: tickets whose date has passed, and that their sections were reminded of it: once for each date.
import type { CalendarDate } from '../fiscal-year.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { NoticeInput } from './notices.ts'
import type { NewsTo } from './ticket-store.ts'

export interface TicketReminders {
  /** Tickets that wait past their date and of which nobody was reminded, the oldest first. */
  readonly unreminded: (today: CalendarDate) => Promise<readonly Ticket[]>
  /** Notes the reminders with what tells of them, in one transaction; who was faster told already. */
  readonly remind: (
    tickets: readonly Ticket[],
    told: { readonly news: readonly NewsTo[]; readonly notices: readonly NoticeInput[] },
  ) => Promise<void>
}
