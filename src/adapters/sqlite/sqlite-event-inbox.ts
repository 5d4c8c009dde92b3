// The inbox of incoming events over SQLite: one durable insert an event.
import type { Kysely } from 'kysely'
import type { EventInbox } from '../../core/ports/event-inbox.ts'
import type { Tables } from './tables.ts'

export function openSqliteEventInbox(query: Kysely<Tables>): EventInbox {
  return {
    receive: async ({ source, id, payload, at }) => {
      const { numInsertedOrUpdatedRows } = await query
        .insertInto('event_inbox')
        .values({ source, id, payload, received_at: at.toISOString() })
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n ? 'new' : 'seen'
    },
    done: async (source, id) => {
      await query
        .updateTable('event_inbox')
        .set({ payload: null })
        .where('source', '=', source)
        .where('id', '=', id)
        .execute()
    },
    waiting: async (source, since) => {
      const rows = await query
        .selectFrom('event_inbox')
        .select(['id', 'payload', 'received_at'])
        .where('source', '=', source)
        .where('received_at', '>=', since.toISOString())
        .where('payload', 'is not', null)
        .$narrowType<{ payload: string }>()
        .orderBy('received_at')
        .orderBy('id')
        .execute()
      return rows.map(({ id, payload, received_at }) => ({ id, payload, at: new Date(received_at) }))
    },
    forget: async (source, before) => {
      const { numDeletedRows } = await query
        .deleteFrom('event_inbox')
        .where('source', '=', source)
        .where('received_at', '<', before.toISOString())
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }
}
