// The audit trail over SQLite, read and recomputed. Long reads go by pages, and let others in between.
import type { Kysely } from 'kysely'
import type { AuditFilter, AuditLog, AuditSeal, AuditVerdict, RecordedEvent } from '../../core/ports/audit-log.ts'
import { isNextInChain } from './audit-trail.ts'
import type { Tables } from './tables.ts'
import { walkRows } from './walk-rows.ts'

export function openSqliteAuditLog(query: Kysely<Tables>): AuditLog {
  return {
    page: async (filter, { olderThan, limit }) => {
      const rows = select(query, filter).orderBy('seq', 'desc').limit(limit)
      return (await (olderThan === undefined ? rows : rows.where('seq', '<', olderThan)).execute()).map(toEvent)
    },
    each: filter => eachPage(query, filter),
    verify: seal => verify(query, seal),
  }
}

type EventRow = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

function select(query: Kysely<Tables>, { from, before, actor, action, subject }: AuditFilter) {
  let rows = query.selectFrom('audit_event').selectAll()
  if (from !== undefined) rows = rows.where('at', '>=', from.toISOString())
  if (before !== undefined) rows = rows.where('at', '<', before.toISOString())
  if (actor !== undefined) rows = rows.where('actor', '=', actor)
  if (action !== undefined) rows = rows.where('action', '=', action)
  if (subject !== undefined) rows = rows.where('subject', '=', subject)
  return rows
}

async function* eachPage(query: Kysely<Tables>, filter: AuditFilter): AsyncGenerator<readonly RecordedEvent[]> {
  for await (const rows of eachRows(query, filter)) yield rows.map(toEvent)
}

function eachRows(query: Kysely<Tables>, filter: AuditFilter): AsyncGenerator<readonly EventRow[]> {
  return walkRows((seq, limit) => select(query, filter).where('seq', '>', seq).orderBy('seq').limit(limit).execute())
}

async function verify(query: Kysely<Tables>, seal: AuditSeal | undefined): Promise<AuditVerdict> {
  let last: AuditSeal | null = null
  let events = 0
  for await (const rows of eachRows(query, {})) {
    for (const row of rows) {
      const sealed = seal === undefined || row.seq !== seal.seq || row.hash === seal.hash
      if (!sealed || !isNextInChain(row, last)) return { kind: 'broken', seq: row.seq, events }
      last = { seq: row.seq, hash: row.hash }
      events += 1
    }
  }
  if (seal !== undefined && (last?.seq ?? 0) < seal.seq) return { kind: 'broken', seq: (last?.seq ?? 0) + 1, events }
  return { kind: 'intact', events, seal: last }
}

function toEvent({ seq, at, actor, action, subject, before, after }: EventRow): RecordedEvent {
  const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
  return { seq, at: new Date(at), actor, action, subject, before: parse(before), after: parse(after) }
}
