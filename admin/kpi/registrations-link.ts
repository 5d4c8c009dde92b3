// The address of the list that makes up a count of registrations.
import type { CalendarDate } from '../../src/core/fiscal-year.ts'

export interface RegistrationsQuery {
  /** From the very first where left out. */
  readonly from?: CalendarDate
  readonly before: CalendarDate
  readonly sectionCode?: string
}

export function registrationsLink({ from, before, sectionCode }: RegistrationsQuery): string {
  const query = new URLSearchParams()
  if (from !== undefined) query.set('from', from)
  query.set('before', before)
  if (sectionCode !== undefined) query.set('section', sectionCode)
  return `/admin/kpi/registrations?${query.toString()}`
}
