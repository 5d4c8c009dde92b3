// Port: entries that wait for somebody: for approval, for their author, for a day.
import type { EntryStatus, Section } from '../entry.ts'
import type { Actor } from './registry.ts'
import type { Schedule } from './schedules.ts'

export interface QueuedEntry {
  readonly id: string
  /** As its newest revision asks it. */
  readonly question: string
  readonly section: Section
  readonly status: EntryStatus
  readonly revision: number
  /** Whether staff are given an earlier revision meanwhile. */
  readonly serving: boolean
  readonly by: Actor
  readonly since: Date
}

export interface QueuePage<T> {
  readonly total: number
  readonly items: readonly T[]
}

export interface QueueWindow {
  readonly limit: number
  readonly offset: number
}

/** Whose work is meant. */
export interface Worker {
  readonly accountId: string
  readonly actor: Actor
}

export interface ReviewQueue {
  /** Waiting for approval, the longest first; of these sections (null: all), and not of those. */
  readonly waiting: (
    of: { readonly sections: readonly string[] | null; readonly without?: readonly string[] },
    window: QueueWindow,
  ) => Promise<QueuePage<QueuedEntry>>
  /** Drafts this person works on, newest first. */
  readonly drafts: (worker: Worker, window: QueueWindow) => Promise<QueuePage<QueuedEntry>>
  /** The same, where somebody else sent them back. */
  readonly returned: (worker: Worker, window: QueueWindow) => Promise<QueuePage<QueuedEntry>>
  /** Planned publications and withdrawals of these sections (null: all), the next first. */
  readonly planned: (
    sections: readonly string[] | null,
    window: QueueWindow,
  ) => Promise<QueuePage<QueuedEntry & { readonly plan: Schedule }>>
}
