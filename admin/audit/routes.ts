// The audit trail: read with filters, exported, verified. Nothing here changes it.
import { auditActionWord, auditTexts as texts } from '../../src/core/messages/ja/admin/audit.ts'
import type { AuditLog, RecordedEvent } from '../../src/core/ports/audit-log.ts'
import { CSV_TYPE, csvPieces, sendExport } from '../csv-export.ts'
import { readField } from '../read-field.ts'
import { type AdminRoute, guardedRoute, type SignedInVisit } from '../route.ts'
import { readAuditForm } from './audit-form.ts'
import { auditPage, verifiedPage } from './audit-page.ts'

export interface AuditDeps {
  readonly auditLog: AuditLog
}

const EVENTS_PER_PAGE = 50

export function auditRoutes({ auditLog }: AuditDeps): readonly AdminRoute[] {
  return [
    guardedRoute('GET /audit', 'audit.read', visit => showEvents(visit, auditLog)),
    guardedRoute('GET /audit/export', 'audit.read', visit => exportEvents(visit, auditLog)),
    guardedRoute('POST /audit/verify', 'audit.read', async visit => visit.send(verifiedPage(await auditLog.verify()))),
  ]
}

async function showEvents({ request, send }: SignedInVisit, auditLog: AuditLog): Promise<void> {
  const form = readAuditForm(request.query)
  const before = Number(readField(request.query, 'olderThan'))
  const olderThan = Number.isInteger(before) && before > 0 ? before : undefined
  const found = form.problem === null ? await auditLog.page(form.filter, { olderThan, limit: EVENTS_PER_PAGE + 1 }) : []
  const events = found.slice(0, EVENTS_PER_PAGE)
  const next = found.length > events.length ? (events.at(-1)?.seq ?? null) : null
  const page = auditPage({ form, events, next, paged: olderThan !== undefined })
  await send(page, form.problem === null ? 200 : 400)
}

async function exportEvents({ request, response, send }: SignedInVisit, auditLog: AuditLog): Promise<void> {
  const form = readAuditForm(request.query)
  if (form.problem !== null) {
    return send(auditPage({ form, events: [], next: null, paged: false }), 400)
  }
  const events = auditLog.each(form.filter)
  if (readField(request.query, 'format') === 'jsonl') {
    return sendExport(response, { type: 'application/jsonl; charset=utf-8', name: 'audit.jsonl' }, jsonLines(events))
  }
  return sendExport(response, { type: CSV_TYPE, name: 'audit.csv' }, csvPieces(events, { header: header(), cells }))
}

async function* jsonLines(pages: AsyncIterable<readonly RecordedEvent[]>): AsyncGenerator<string> {
  for await (const events of pages) yield events.map(event => `${JSON.stringify(event)}\n`).join('')
}

function header(): readonly string[] {
  const { at, actor, action, subject } = texts.columns
  return ['#', at, actor, action, subject, texts.before, texts.after]
}

function cells({ seq, at, actor, action, subject, before, after }: RecordedEvent): readonly string[] {
  const json = (value: unknown) => (value === null ? '' : JSON.stringify(value))
  return [String(seq), at.toISOString(), actor, auditActionWord(action), subject, json(before), json(after)]
}
