// The filter of the audit trail as the address states it: dates are whole days in Japan.
import { auditTexts as texts } from '../../src/core/messages/ja/admin/audit.ts'
import type { AuditFilter } from '../../src/core/ports/audit-log.ts'
import { readDays } from '../days-filter.ts'
import { readField } from '../read-field.ts'

export const AUDIT_FIELDS = ['from', 'until', 'actor', 'action', 'subject'] as const
export type AuditField = (typeof AUDIT_FIELDS)[number]

export interface AuditForm {
  readonly values: Readonly<Record<AuditField, string>>
  readonly filter: AuditFilter
  readonly problem: string | null
}

export function readAuditForm(query: unknown): AuditForm {
  const values = Object.fromEntries(
    AUDIT_FIELDS.map(field => [field, readField(query, field).trim()]),
  ) as AuditForm['values']
  const days = readDays(values)
  if ('bad' in days) return { values, filter: {}, problem: texts.badDate(values[days.bad]) }
  const given = (text: string) => (text === '' ? undefined : text)
  const filter = {
    ...days,
    actor: given(values.actor),
    action: given(values.action),
    subject: given(values.subject),
  }
  return { values, filter, problem: null }
}
