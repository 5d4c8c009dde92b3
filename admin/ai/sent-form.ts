// The filter of what was sent as the address states it: dates are whole days in Japan.
import { isCalendarDate } from '../../src/core/fiscal-year.ts'
import { nextMidnight, startOfDay } from '../../src/core/japan-time.ts'
import { modelUseTexts as texts } from '../../src/core/messages/ja/admin/model-use.ts'
import type { OutboundFilter } from '../../src/core/ports/outbound-log.ts'
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
  const field = (['from', 'until'] as const).find(name => values[name] !== '' && !isCalendarDate(values[name]))
  if (field !== undefined) return { values, filter: {}, problem: { field, text: texts.badDate(values[field]) } }
  const filter = {
    from: from === '' ? undefined : startOfDay(from),
    before: until === '' ? undefined : nextMidnight(startOfDay(until)),
    purpose: purpose === '' ? undefined : purpose,
  }
  return { values, filter, problem: null }
}
