// Tickets in memory, as much of a store as the web chat needs: no filters, no outbox. SQLite's has the contract.
import type { Section } from '../../src/core/entry.ts'
import { FaqError } from '../../src/core/errors.ts'
import type { TicketPost, TicketStore } from '../../src/core/ports/ticket-store.ts'
import type { Ticket, TicketEvent } from '../../src/core/ticket/ticket.ts'

export function openMemoryTickets(sections: readonly Section[]): TicketStore {
  const tickets = new Map<string, Ticket>()
  const events = new Map<string, readonly TicketEvent[]>()
  const posts = new Map<string, readonly TicketPost[]>()
  const all = () => [...tickets.values()]
  const findByQuestion = async (questionId: string) => all().find(ticket => ticket.questionId === questionId) ?? null
  return {
    open: async ({ sectionCode, ...facts }, actor) => {
      const known = facts.questionId === null ? null : await findByQuestion(facts.questionId)
      if (known !== null) return known
      const section = sections.find(({ code }) => code === sectionCode)
      if (section === undefined) throw new FaqError('not_found', { what: 'section', id: sectionCode })
      const number = all().filter(({ fiscalYear }) => fiscalYear === facts.fiscalYear).length + 1
      const ticket = { ...facts, section, number, version: 1 }
      tickets.set(ticket.id, ticket)
      const detail = { section: sectionCode }
      events.set(ticket.id, [{ position: 1, at: ticket.openedAt, actor, kind: 'opened', detail }])
      return ticket
    },
    change: async (ticket, event) => {
      const before = tickets.get(ticket.id)
      if (before === undefined) throw new FaqError('not_found', { what: 'ticket', id: ticket.id })
      if (before.version !== ticket.version - 1) {
        const versions = { expectedVersion: ticket.version - 1, currentVersion: before.version }
        throw new FaqError('ticket_changed', versions)
      }
      tickets.set(ticket.id, ticket)
      events.set(ticket.id, [...(events.get(ticket.id) ?? []), { position: ticket.version, ...event }])
    },
    find: async id => tickets.get(id) ?? null,
    findByQuestion,
    events: async id => events.get(id) ?? [],
    list: async ({ limit, offset }) => ({ total: tickets.size, tickets: all().slice(offset, offset + limit) }),
    readyToRegister: async () => [],
    readyToFollow: async () => [],
    proposals: async () => [],
    notePost: async (id, post) => void posts.set(id, [...(posts.get(id) ?? []), post]),
    posts: async id => posts.get(id) ?? [],
  }
}
