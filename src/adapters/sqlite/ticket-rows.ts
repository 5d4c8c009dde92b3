// Rows of tickets with their sections, and the tickets that they are.
import type { Kysely, Selectable } from 'kysely'
import type { Ticket } from '../../core/ticket/ticket.ts'
import { readReplyTo } from './read-reply-to.ts'
import type { Tables } from './tables.ts'

export function selectTickets(query: Kysely<Tables>) {
  return query
    .selectFrom('ticket')
    .innerJoin('section', 'section.id', 'ticket.section_id')
    .leftJoin('section as suggested', 'suggested.id', 'ticket.suggested_section_id')
    .selectAll('ticket')
    .select(['section.code as section_code', 'section.name as section_name', 'suggested.code as suggested_code'])
}

export type TicketRow = Selectable<Tables['ticket']> & {
  readonly section_code: string
  readonly section_name: string
  readonly suggested_code: string | null
}

export function toTicket(row: TicketRow): Ticket {
  const { answer, answered_by: by, answered_at: answeredAt } = row
  return {
    id: row.id,
    fiscalYear: row.fiscal_year,
    number: row.number,
    version: row.version,
    state: row.state,
    question: row.question,
    questionId: row.question_id,
    section: { code: row.section_code, name: row.section_name },
    suggestedSectionCode: row.suggested_code,
    replyTo: readReplyTo(row.reply_to),
    asker: row.asker,
    askerName: row.asker_name,
    dueOn: row.due_on,
    answer: answer === null || answeredAt === null ? null : { text: answer, by: by ?? '', at: new Date(answeredAt) },
    entryId: row.entry_id,
    mergedInto: row.merged_into,
    openedAt: new Date(row.opened_at),
    changedAt: new Date(row.changed_at),
  }
}
