// The filter of what was sent as the address states it: dates are whole days in Japan.
import { modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import type { OutboundFilter } from '../../src/core/ports/outbound-log.ts'
import { readDays } from '../days-filter.ts'
import { readField } from '../read-field.ts'

export const SENT_FIELDS = ['from', 'until', 'purpose'] as const
export type SentField = (typeof SENT_FIELDS)[number]

export interface SentForm {
  readonly values: Readonly<Record<SentField, string>>
  readonly filter: OutboundFilter
  /** What is wrong, and in which field; null when nothing is. */
  readonly problem: { readonly field: SentField; readonly text: string } | null
}

export function readSentForm(query: unknown): SentForm {
  const [from = '', until = '', purpose = ''] = SENT_FIELDS.map(field => readField(query, field).trim())
  const values = { from, until, purpose }
  const days = readDays(values)
  if ('bad' in days) {
    return { values, filter: {}, problem: { field: days.bad, text: texts.badDate(values[days.bad]) } }
  }
  return { values, filter: { ...days, purpose: purpose === '' ? undefined : purpose }, problem: null }
}
