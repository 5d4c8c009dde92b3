// Port: tickets with their history. Every write is one transaction with its audit event and the messages that tell of it.
import type { Section } from '../entry.ts'
import type { Ticket, TicketEvent, TicketState } from '../ticket/ticket.ts'
import type { OutDoor, TicketNews } from './outbox.ts'

export interface NewTicket extends Omit<Ticket, 'number' | 'version' | 'section'> {
  readonly sectionCode: string
}

export interface TicketFilter {
  readonly states?: readonly TicketState[] | undefined
  readonly sectionCode?: string | undefined
  /** Tickets of any of these. */
  readonly sectionCodes?: readonly string[] | undefined
  readonly asker?: string | undefined
  /** Without those that are worked on in the place of another. */
  readonly ownOnly?: boolean | undefined
  /** With the number, the one ticket that people call so. */
  readonly fiscalYear?: number | undefined
  readonly number?: number | undefined
  readonly limit: number
  readonly offset: number
}

/** A message to write with a change. */
export interface NewsTo {
  readonly door: OutDoor
  readonly news: TicketNews
}

/** Where a ticket stands posted, e.g. a channel and the timestamp of the message in it. */
export interface TicketPost {
  readonly door: OutDoor
  readonly place: string
  readonly message: string
}

export interface TicketStore {
  /** Numbers the ticket within its fiscal year. Gives back the first where its question has one; `not_found` for a section that does not exist. */
  readonly open: (ticket: NewTicket, actor: string, news: readonly NewsTo[]) => Promise<Ticket>
  /** Replaces the version before `ticket.version`; `conflict` where another change came first. */
  readonly change: (ticket: Ticket, event: Omit<TicketEvent, 'position'>, news: readonly NewsTo[]) => Promise<void>
  readonly find: (id: string) => Promise<Ticket | null>
  readonly findByQuestion: (questionId: string) => Promise<Ticket | null>
  readonly events: (id: string) => Promise<readonly TicketEvent[]>
  /** Newest first where an asker is given, else the most urgent first. */
  readonly list: (filter: TicketFilter) => Promise<{ readonly total: number; readonly tickets: readonly Ticket[] }>
  /** Answered tickets whose entry is published by now. */
  readonly readyToRegister: () => Promise<readonly Ticket[]>
  /** Tickets merged into another that has come further, each with it. */
  readonly readyToFollow: () => Promise<readonly { readonly ticket: Ticket; readonly leader: Ticket }[]>
  /** How often the proposed section was the one that answered, of tickets opened in the fiscal year. */
  readonly proposals: (fiscalYear: number) => Promise<readonly ProposalCount[]>
  readonly notePost: (id: string, post: TicketPost) => Promise<void>
  readonly posts: (id: string) => Promise<readonly TicketPost[]>
}

/** Tickets of one proposed section that were answered. */
export interface ProposalCount {
  readonly section: Section
  readonly answered: number
  /** Answered by that very section. */
  readonly hits: number
}

/** Where sections are reached, by door. */
export interface SectionContacts {
  readonly contactOf: (sectionCode: string, door: OutDoor) => Promise<string | null>
  readonly contacts: () => Promise<readonly SectionContact[]>
  /** null takes the contact away. `not_found` for a section that does not exist. */
  readonly setContact: (sectionCode: string, door: OutDoor, address: string | null, actor: string) => Promise<void>
}

export interface SectionContact {
  readonly sectionCode: string
  readonly door: OutDoor
  readonly address: string
}
