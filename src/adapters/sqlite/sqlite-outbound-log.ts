// What left the building, over SQLite: one row before each request. Rows are never changed, and removed by retention alone.
import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { dateInJapan } from '../../core/fiscal-year.ts'
import type { OutboundFilter, OutboundLog, OutboundRecords, RecordedText } from '../../core/ports/outbound-log.ts'
import { openAuditTrail } from './audit-trail.ts'
import type { Tables } from './tables.ts'
import { walkRows } from './walk-rows.ts'

/** `hurried` gives up where the file is locked for longer than an answer waits. `onFailure` hears why nothing was sent. */
export function openSqliteOutboundLog(hurried: Kysely<Tables>, onFailure: (error: unknown) => void): OutboundLog {
  return {
    record: async ({ at, host, model, purpose, questionId, entryIds, characters, maskedKinds }) => {
      const row = {
        at: at.toISOString(),
        host,
        model,
        purpose,
        question_id: questionId,
        entry_ids: JSON.stringify(entryIds),
        characters,
        masked_kinds: JSON.stringify(maskedKinds),
      }
      try {
        await hurried.insertInto('outbound_text').values(row).execute()
        return true
      } catch (error) {
        onFailure(error)
        return false
      }
    },
  }
}

export function openSqliteOutboundRecords(query: Kysely<Tables>, now: () => Date): OutboundRecords {
  return {
    page: async (filter, { olderThan, limit }) => {
      const rows = select(query, filter).orderBy('seq', 'desc').limit(limit)
      return (await (olderThan === undefined ? rows : rows.where('seq', '<', olderThan)).execute()).map(toRecord)
    },
    each: filter => eachPage(query, filter),
    days: async (filter, limit) => {
      const day = sql<string>`date(at, '+9 hours')`
      const rows = filtered(query, filter)
        .select([
          day.as('day'),
          eb => eb.fn.countAll<number>().as('times'),
          eb => eb.fn.sum<number>('characters').as('characters'),
        ])
        .groupBy(day)
        .orderBy('day', 'desc')
      return rows.limit(limit).execute()
    },
    purgeBefore: (before, actor) =>
      purgeBefore(query, { before: before.toISOString(), actor, at: now().toISOString() }),
  }
}

function filtered(query: Kysely<Tables>, { from, before, purpose }: OutboundFilter) {
  let rows = query.selectFrom('outbound_text')
  if (from !== undefined) rows = rows.where('at', '>=', from.toISOString())
  if (before !== undefined) rows = rows.where('at', '<', before.toISOString())
  if (purpose !== undefined) rows = rows.where('purpose', '=', purpose)
  return rows
}

function select(query: Kysely<Tables>, filter: OutboundFilter) {
  return filtered(query, filter).selectAll()
}

async function* eachPage(query: Kysely<Tables>, filter: OutboundFilter): AsyncGenerator<readonly RecordedText[]> {
  const readAfter = (seq: number, limit: number) =>
    select(query, filter).where('seq', '>', seq).orderBy('seq').limit(limit).execute()
  for await (const rows of walkRows(readAfter)) yield rows.map(toRecord)
}

interface Purge {
  readonly before: string
  readonly actor: string
  readonly at: string
}

/** The trigger lets go of nothing that no purge is on record for. */
function purgeBefore(query: Kysely<Tables>, { before, actor, at }: Purge): Promise<number> {
  return query.transaction().execute(async transaction => {
    const old = transaction.selectFrom('outbound_text').where('at', '<', before)
    const { count } = await old.select(eb => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    await transaction
      .deleteFrom('token_day')
      .where('day', '<', dateInJapan(new Date(before)))
      .execute()
    if (count === 0) return 0
    await transaction.insertInto('outbound_purge').values({ before, purged: count, actor, at }).execute()
    await transaction.deleteFrom('outbound_text').where('at', '<', before).execute()
    const record = await openAuditTrail(transaction)
    const after = { before, count }
    await record({ at, actor, action: 'model_use.purged', subject: 'outbound_text', before: null, after })
    return count
  })
}

const textsSchema = z.array(z.string())

function toRecord(row: Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]): RecordedText {
  return {
    seq: row.seq,
    at: new Date(row.at),
    host: row.host,
    model: row.model,
    purpose: row.purpose,
    questionId: row.question_id,
    entryIds: textsSchema.parse(JSON.parse(row.entry_ids)),
    characters: row.characters,
    maskedKinds: textsSchema.parse(JSON.parse(row.masked_kinds)),
  }
}
