// Questions that a section settled, over SQLite: tickets that it answered, and questions to which its entry was the answer.
import { type Kysely, sql } from 'kysely'
import type { SettledCases } from '../../core/ports/settled-cases.ts'
import type { Tables } from './tables.ts'

export function openSqliteSettledCases(query: Kysely<Tables>): SettledCases {
  return {
    recent: async (limit, without) => {
      const tickets = query
        .selectFrom('ticket')
        .innerJoin('section', 'section.id', 'ticket.section_id')
        .select(['ticket.id', 'ticket.question as text', 'section.code as sectionCode', 'answered_at as at'])
        .where('answered_at', 'is not', null)
        .where('ticket.question', '<>', '')
        .where(eb => eb.or([eb('question_id', 'is', null), eb('question_id', '<>', without ?? '')]))
        .orderBy('answered_at', 'desc')
        .limit(limit)
      const helped = query
        .selectFrom('feedback')
        .innerJoin('question_log', 'question_log.id', 'feedback.question_id')
        .innerJoin('entry', 'entry.id', 'feedback.entry_id')
        .innerJoin('section', 'section.id', 'entry.section_id')
        .select(['question_log.id'])
        .select(sql<string>`coalesce(searched_as, text)`.as('text'))
        .select(['section.code as sectionCode', 'feedback.at'])
        .where('feedback.kind', '=', 'resolved')
        .where('question_log.text', '<>', '')
        .where('question_log.id', '<>', without ?? '')
        .orderBy('feedback.id', 'desc')
        .limit(limit)
      const found = [...(await tickets.execute()), ...(await helped.execute())]
      return found
        .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1))
        .slice(0, limit)
        .map(({ id, text, sectionCode }) => ({ id, text, sectionCode }))
    },
  }
}
