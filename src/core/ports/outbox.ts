// Port: messages that leave: of tickets, and notices of entries. They are written in the transaction of the change they tell of,
// and stay until a door has delivered them, so that neither a crash nor a service that is down loses one.

/** Doors through which a message can leave; people on the web look at the page themselves. */
export const OUT_DOORS = ['slack', 'mail'] as const
export type OutDoor = (typeof OUT_DOORS)[number]

/**
 * To the section: opened, moved to it, reopened or taken back by the asker, past its date. To the asker: answered, registered as
 * an entry, closed.
 */
export const SECTION_NEWS = ['opened', 'assigned', 'reopened', 'withdrawn', 'overdue'] as const
export const ASKER_NEWS = ['answered', 'registered', 'closed'] as const
export type TicketNews = (typeof SECTION_NEWS)[number] | (typeof ASKER_NEWS)[number]

/** One message that waits for one door, whatever it is about. */
export interface QueuedMessage {
  readonly id: number
  readonly door: OutDoor
  /** What it tells. */
  readonly news: string
  /** Tries that failed so far. */
  readonly attempts: number
  readonly createdAt: Date
}

export interface OutMessage extends QueuedMessage {
  readonly ticketId: string
  readonly news: TicketNews
}

export interface OutboxCounts {
  readonly waiting: number
  readonly givenUp: number
}

export interface Outbox<M extends QueuedMessage = OutMessage> {
  /** Messages of a door whose time has come, oldest first. */
  readonly due: (door: OutDoor, now: Date, limit: number) => Promise<readonly M[]>
  readonly sent: (id: number, at: Date) => Promise<void>
  /** Tries again at `nextAt`; null gives up, and keeps the message with its failure. */
  readonly failed: (id: number, failure: string, nextAt: Date | null, at: Date) => Promise<void>
  readonly counts: () => Promise<OutboxCounts>
}
