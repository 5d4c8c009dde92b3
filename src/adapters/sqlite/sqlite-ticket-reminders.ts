// Reminders of tickets over SQLite: the date that was told of stands in the ticket.
import type { Kysely } from 'kysely'
import type { TicketReminders } from '../../core/ports/ticket-reminders.ts'
import { addNotices, type SqliteNoticesDeps } from './sqlite-notices.ts'
import type { Tables } from './tables.ts'
import { selectTickets, toTicket } from './ticket-rows.ts'

export function openSqliteTicketReminders(query: Kysely<Tables>, deps: SqliteNoticesDeps): TicketReminders {
  return {
    unreminded: async today => {
      const rows = await selectTickets(query)
        .where('ticket.state', 'in', ['new', 'assigned'])
        .where('ticket.due_on', '<', today)
        .where('ticket.merged_into', 'is', null)
        .where(eb => eb.or([eb('reminded_for', 'is', null), eb('reminded_for', '<>', eb.ref('due_on'))]))
        .orderBy('ticket.due_on')
        .orderBy('ticket.opened_at')
        .execute()
      return rows.map(toTicket)
    },
    remind: (tickets, { news, notices }) =>
      query.transaction().execute(async transaction => {
        const at = deps.now().toISOString()
        let noted = 0
        for (const { id, dueOn } of tickets) {
          const { numUpdatedRows } = await transaction
            .updateTable('ticket')
            .set({ reminded_for: dueOn })
            .where('id', '=', id)
            .where(eb => eb.or([eb('reminded_for', 'is', null), eb('reminded_for', '<>', dueOn)]))
            .executeTakeFirstOrThrow()
          if (numUpdatedRows === 0n) continue
          noted += 1
          for (const { door, news: what } of news) {
            const message = { ticket_id: id, door, news: what, created_at: at, attempts: 0, next_at: at }
            await transaction.insertInto('outbox').values(message).execute()
          }
        }
        if (noted > 0) await addNotices(transaction, notices, deps)
      }),
  }
}
