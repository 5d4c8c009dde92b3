// Port: what an entry was, revision by revision, and what was done to it by whom. Only read: the registry writes it.
import type { EntryContent, EntryStatus } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { Actor } from './registry.ts'
import type { ScheduleKind } from './schedules.ts'

export interface RevisionHead {
  readonly number: number
  /** null of revisions saved before it was kept. */
  readonly status: EntryStatus | null
  readonly note: string
  readonly author: Actor
  readonly createdAt: Date
  readonly revisedOn: CalendarDate
}

export type Revision = RevisionHead & EntryContent

/** One thing done to an entry, as the audit trail has it. */
export interface HistoryEvent {
  readonly seq: number
  readonly at: Date
  readonly actor: Actor
  readonly action: string
  /** The revision that came of it; null where none did. */
  readonly revision: number | null
  readonly note: string
  /** Names of what is different since, as `EntryContent`, `section` and `status` call it. */
  readonly changed: readonly string[]
  /** The plan it is about. */
  readonly plan: { readonly kind: ScheduleKind; readonly at: Date } | null
  /** Why a plan was given up; null for everything else. */
  readonly why: string | null
}

export interface Revisions {
  readonly find: (entryId: string, revision: number) => Promise<Revision | null>
  /** Those after a revision, oldest first; of very many the newest. */
  readonly after: (entryId: string, revision: number) => Promise<readonly Revision[]>
  /** Newest first. */
  readonly heads: (entryId: string, limit: number) => Promise<readonly RevisionHead[]>
  /** Newest first. */
  readonly history: (
    entryId: string,
    page: { readonly limit: number; readonly offset: number },
  ) => Promise<{ readonly total: number; readonly events: readonly HistoryEvent[] }>
}
