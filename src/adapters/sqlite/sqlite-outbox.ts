// The outbox over SQLite: messages of tickets that wait to be sent.
import type { Kysely } from 'kysely'
import type { Outbox } from '../../core/ports/outbox.ts'
import type { Tables } from './tables.ts'

export function openSqliteOutbox(query: Kysely<Tables>): Outbox {
  const waiting = () => query.selectFrom('outbox').where('sent_at', 'is', null).where('given_up_at', 'is', null)
  return {
    due: async (door, now, limit) => {
      const rows = await waiting()
        .selectAll()
        .where('door', '=', door)
        .where('next_at', '<=', now.toISOString())
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(row => ({
        id: row.id,
        ticketId: row.ticket_id,
        door: row.door,
        news: row.news,
        attempts: row.attempts,
        createdAt: new Date(row.created_at),
      }))
    },
    sent: async (id, at) => {
      await query.updateTable('outbox').set({ sent_at: at.toISOString() }).where('id', '=', id).execute()
    },
    failed: async (id, failure, nextAt, at) => {
      const fate = nextAt === null ? { given_up_at: at.toISOString() } : { next_at: nextAt.toISOString() }
      await query
        .updateTable('outbox')
        .set(eb => ({ ...fate, failure, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute()
    },
    counts: async () => {
      const { waiting: left } = await waiting()
        .select(eb => eb.fn.countAll<number>().as('waiting'))
        .executeTakeFirstOrThrow()
      const { givenUp } = await query
        .selectFrom('outbox')
        .where('given_up_at', 'is not', null)
        .select(eb => eb.fn.countAll<number>().as('givenUp'))
        .executeTakeFirstOrThrow()
      return { waiting: left, givenUp }
    },
  }
}
