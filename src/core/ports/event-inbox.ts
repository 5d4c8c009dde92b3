// Port: what came in from elsewhere (a chat service, mail), written down before it is confirmed, so that each event is
// worked on once: not lost by a crash, not done again when it is sent again.

export interface IncomingEvent {
  /** Whose events these are; ids are unique within a source. */
  readonly source: string
  readonly id: string
  /** What recovery needs to work on it again; null for a mere mark, which never waits. */
  readonly payload: string | null
  readonly at: Date
}

export interface WaitingEvent {
  readonly id: string
  readonly payload: string
  readonly at: Date
}

export interface EventInbox {
  /** Resolves once the event is safe on disk; 'seen' for one that was received before, whatever its payload now. */
  readonly receive: (event: IncomingEvent) => Promise<'new' | 'seen'>
  /** The work is finished: the payload is erased, the id stays known. */
  readonly done: (source: string, id: string) => Promise<void>
  /** Received at `since` or later and not done, oldest first. */
  readonly waiting: (source: string, since: Date) => Promise<readonly WaitingEvent[]>
  /** Erases what a source sent before this moment, done or not, and tells how many events that were. */
  readonly forget: (source: string, before: Date) => Promise<number>
}
