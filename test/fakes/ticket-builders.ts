// Tickets in as few words as a test needs.
import type { NewTicket } from '../../src/core/ports/ticket-store.ts'
import type { Ticket } from '../../src/core/ticket/ticket.ts'
import { JINJI } from './entry-builders.ts'

const OPENED_AT = new Date('2026-11-22T01:00:00Z')

const PLAIN: Ticket = {
  id: 't1',
  fiscalYear: 2026,
  number: 1,
  version: 1,
  state: 'new',
  question: '結婚休暇はいつまで取れますか',
  questionId: null,
  section: JINJI,
  suggestedSectionCode: null,
  replyTo: { door: 'web' },
  asker: null,
  askerName: null,
  dueOn: '2026-11-27',
  answer: null,
  entryId: null,
  mergedInto: null,
  openedAt: OPENED_AT,
  changedAt: OPENED_AT,
}

export function makeTicket(some: Partial<Ticket> = {}): Ticket {
  return { ...PLAIN, ...some }
}

/** As it is handed to a store, which numbers it. */
export function makeNewTicket(id: string, some: Partial<NewTicket> = {}): NewTicket {
  const { number: _, version: __, section, ...facts } = PLAIN
  return { ...facts, id, sectionCode: section.code, ...some }
}
