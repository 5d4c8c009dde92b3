// Notices over SQLite: what people are told, and what of it waits to be sent.
import type { Kysely, Transaction } from 'kysely'
import type { Notice, NoticeDetail, NoticeInput, NoticeKind, NoticeMessage, Notices } from '../../core/ports/notices.ts'
import type { Outbox, OutDoor } from '../../core/ports/outbox.ts'
import type { Tables } from './tables.ts'

export interface SqliteNoticesDeps {
  /** Doors that are set up: a person is told through each by which they can be reached. */
  readonly outDoors: readonly OutDoor[]
  readonly now: () => Date
  readonly newId: () => string
}

export function openSqliteNotices(query: Kysely<Tables>, deps: SqliteNoticesDeps): Notices {
  const unread = (accountId: string) =>
    query.selectFrom('notice').where('account_id', '=', accountId).where('read_at', 'is', null)
  return {
    add: inputs => query.transaction().execute(transaction => addNotices(transaction, inputs, deps)),
    find: async id => {
      const row = await query.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : toNotice(row)
    },
    list: (accountId, page) => list(query, accountId, page),
    unreadCount: async accountId => {
      const { count } = await unread(accountId)
        .select(eb => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return count
    },
    markRead: async (accountId, which) => {
      const read = query
        .updateTable('notice')
        .set({ read_at: deps.now().toISOString() })
        .where('account_id', '=', accountId)
        .where('read_at', 'is', null)
      await (which === 'all' ? read : read.where('id', 'in', which)).execute()
    },
  }
}

/** Within the transaction of what they tell of. Who is disabled is told nothing; a door is for those it reaches. */
export async function addNotices(
  transaction: Transaction<Tables>,
  inputs: readonly NoticeInput[],
  { outDoors, now, newId }: SqliteNoticesDeps,
): Promise<void> {
  const at = now().toISOString()
  for (const { kind, entryId, detail, to } of inputs) {
    for (const accountId of new Set(to)) {
      const account = await transaction
        .selectFrom('user_account')
        .select(['mail', 'slack_user'])
        .where('id', '=', accountId)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      if (account === undefined) continue
      const id = newId()
      await transaction
        .insertInto('notice')
        .values({
          id,
          account_id: accountId,
          kind,
          entry_id: entryId,
          detail: JSON.stringify(detail),
          at,
          read_at: null,
        })
        .execute()
      const addresses = { mail: account.mail, slack: account.slack_user }
      for (const door of outDoors.filter(name => addresses[name] !== null)) {
        await transaction
          .insertInto('notice_delivery')
          .values({ notice_id: id, door, created_at: at, attempts: 0, next_at: at })
          .execute()
      }
    }
  }
}

async function list(
  query: Kysely<Tables>,
  accountId: string,
  {
    unreadOnly = false,
    limit,
    offset,
  }: { readonly unreadOnly?: boolean; readonly limit: number; readonly offset: number },
) {
  const all = query.selectFrom('notice').where('account_id', '=', accountId)
  const matching = unreadOnly ? all.where('read_at', 'is', null) : all
  const { total } = await matching.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const newestFirst = matching.selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
  return { total, notices: (await newestFirst.limit(limit).offset(offset).execute()).map(toNotice) }
}

function toNotice(row: Tables['notice']): Notice {
  return {
    id: row.id,
    accountId: row.account_id,
    kind: row.kind as NoticeKind,
    entryId: row.entry_id,
    detail: JSON.parse(row.detail) as NoticeDetail,
    at: new Date(row.at),
    readAt: row.read_at === null ? null : new Date(row.read_at),
  }
}

/** Deliveries of notices, as the sender of messages takes them. */
export function openSqliteNoticeOutbox(query: Kysely<Tables>): Pick<Outbox<NoticeMessage>, 'due' | 'failed' | 'sent'> {
  return {
    due: async (door, now, limit) => {
      const rows = await query
        .selectFrom('notice_delivery')
        .innerJoin('notice', 'notice.id', 'notice_delivery.notice_id')
        .selectAll('notice_delivery')
        .select('notice.kind')
        .where('notice_delivery.door', '=', door)
        .where('notice_delivery.sent_at', 'is', null)
        .where('notice_delivery.given_up_at', 'is', null)
        .where('notice_delivery.next_at', '<=', now.toISOString())
        .orderBy('notice_delivery.id')
        .limit(limit)
        .execute()
      return rows.map(row => ({
        id: row.id,
        noticeId: row.notice_id,
        door: row.door,
        news: row.kind as NoticeKind,
        attempts: row.attempts,
        createdAt: new Date(row.created_at),
      }))
    },
    sent: async (id, at) => {
      await query.updateTable('notice_delivery').set({ sent_at: at.toISOString() }).where('id', '=', id).execute()
    },
    failed: async (id, failure, nextAt, at) => {
      const fate = nextAt === null ? { given_up_at: at.toISOString() } : { next_at: nextAt.toISOString() }
      await query
        .updateTable('notice_delivery')
        .set(eb => ({ ...fate, failure, attempts: eb('attempts', '+', 1) }))
        .where('id', '=', id)
        .execute()
    },
  }
}
