// The ticket that a person named: 「令和8年度第12号」, 2026-12 for short, or its id.
import { FaqError } from '../core/errors.ts'
import { ticketMessages } from '../core/messages/ja/ticket.ts'
import type { Ticket } from '../core/ticket/ticket.ts'
import type { Tickets } from '../core/ticket/tickets.ts'

export async function findTicket(ref: string, tickets: Pick<Tickets, 'find' | 'list'>): Promise<Ticket> {
  const named = parseTicketName(ref)
  const ticket =
    named === null
      ? await tickets.find(ref.trim())
      : ((await tickets.list({ ...named, limit: 1, offset: 0 })).tickets[0] ?? null)
  if (ticket === null) throw new FaqError('not_found', { what: 'ticket', id: ref.slice(0, 64) })
  return ticket
}

/** Fiscal years of the product: from the first of this era on, for the length of a career. */
const YEARS = { from: 2019, before: 2100 } as const

/** null for what is no name; full-width digits and spaces are as good as others. */
export function parseTicketName(text: string): Pick<Ticket, 'fiscalYear' | 'number'> | null {
  const bare = text.normalize('NFKC').replace(/\s/gu, '')
  const short = /^(?<year>\d{4})-(?<number>\d{1,6})$/u.exec(bare)?.groups
  if (short !== undefined) return { fiscalYear: Number(short['year']), number: Number(short['number']) }
  const digits = /第(\d{1,6})号$/u.exec(bare)?.[1]
  if (digits === undefined) return null
  const number = Number(digits)
  for (let fiscalYear: number = YEARS.from; fiscalYear < YEARS.before; fiscalYear += 1) {
    if (ticketMessages.name({ fiscalYear, number }) === bare) return { fiscalYear, number }
  }
  return null
}
