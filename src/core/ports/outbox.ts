// Port: messages to be sent about tickets. They are written in the transaction of the change they tell of, and stay until a
// door has delivered them, so that neither a crash nor a service that is down loses one.

/** Doors through which a message can leave; people on the web look at the page themselves. */
export const OUT_DOORS = ['slack', 'mail'] as const
export type OutDoor = (typeof OUT_DOORS)[number]

/** To the section: opened, moved to it, reopened by the asker. To the asker: answered, registered as an entry, closed. */
export const SECTION_NEWS = ['opened', 'assigned', 'reopened'] as const
export const ASKER_NEWS = ['answered', 'registered', 'closed'] as const
export type TicketNews = (typeof SECTION_NEWS)[number] | (typeof ASKER_NEWS)[number]

export interface OutMessage {
  readonly id: number
  readonly ticketId: string
  readonly door: OutDoor
  readonly news: TicketNews
  /** Tries that failed so far. */
  readonly attempts: number
  readonly createdAt: Date
}

export interface OutboxCounts {
  readonly waiting: number
  readonly givenUp: number
}

export interface Outbox {
  /** Messages of a door whose time has come, oldest first. */
  readonly due: (door: OutDoor, now: Date, limit: number) => Promise<readonly OutMessage[]>
  readonly sent: (id: number, at: Date) => Promise<void>
  /** Tries again at `nextAt`; null gives up, and keeps the message with its failure. */
  readonly failed: (id: number, failure: string, nextAt: Date | null, at: Date) => Promise<void>
  readonly counts: () => Promise<OutboxCounts>
}
