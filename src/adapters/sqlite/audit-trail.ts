// The audit trail: who did what, when, what before, what after; each event sealed with the hash of the one before it.
import { createHash } from 'node:crypto'
import type { Selectable, Transaction } from 'kysely'
import { insertRow } from './insert-row.ts'
import type { Tables } from './tables.ts'

export interface AuditEvent {
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

const FIRST_HASH = '0'.repeat(64)

/** Writes events in order, within the transaction that makes the change they tell of. */
export async function openAuditTrail(transaction: Transaction<Tables>): Promise<(event: AuditEvent) => Promise<void>> {
  const last = await transaction
    .selectFrom('audit_event')
    .select('hash')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  let previousHash = last?.hash ?? FIRST_HASH
  return async event => {
    const row = {
      at: event.at,
      actor: event.actor,
      action: event.action,
      subject: event.subject,
      before: toJson(event.before),
      after: toJson(event.after),
      previous_hash: previousHash,
    }
    const hash = hashAuditRow(row)
    await insertRow(transaction, 'audit_event', { ...row, hash })
    previousHash = hash
  }
}

/** SHA-256 over the fields as one JSON array, so that no two different events share a form. */
export function hashAuditRow(row: Omit<Tables['audit_event'], 'seq' | 'hash'>): string {
  const fields = [row.previous_hash, row.at, row.actor, row.action, row.subject, row.before, row.after]
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex')
}

/** The newest event that was looked at; null before the first. */
export type LastInChain = { readonly seq: number; readonly hash: string } | null

/** Whether an event is what follows the last one, and says what it said when it was written. */
export function isNextInChain(row: Selectable<Tables['audit_event']>, last: LastInChain): boolean {
  const follows = row.seq === (last?.seq ?? 0) + 1 && row.previous_hash === (last?.hash ?? FIRST_HASH)
  return follows && row.hash === hashAuditRow(row)
}

function toJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}
