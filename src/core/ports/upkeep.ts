// Port: what keeps the registry true: when entries must be looked at again, which of them nobody is given, and which do not help.
import type { Scope } from '../access/rights.ts'
import type { Section } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { NoticeInput } from './notices.ts'
import type { Actor } from './registry.ts'

/** How a section's published entries stand to their review dates. Those whose days are over are not counted. */
export interface ReviewStanding {
  readonly section: Section
  readonly published: number
  /** Their review date is today or later: 検証済み. */
  readonly verified: number
  /** Of these, the ones whose date comes soon. */
  readonly dueSoon: number
  readonly overdue: number
  readonly undated: number
}

/** A published entry as lists show it. */
export interface UpkeepEntry {
  readonly id: string
  readonly question: string
  readonly section: Section
  readonly reviewBy: CalendarDate | null
  readonly registeredOn: CalendarDate | null
  /** The newest revision: what whoever changes it has seen. */
  readonly revision: number
}

export interface DueEntry extends UpkeepEntry {
  readonly reviewBy: CalendarDate
}

export interface UpkeepFilter {
  readonly sectionCode?: string | undefined
  /** Restricted entries of others stay out. */
  readonly scope: Scope
  readonly limit: number
  readonly offset: number
}

export interface UpkeepPage<E extends UpkeepEntry = UpkeepEntry> {
  readonly total: number
  readonly entries: readonly E[]
}

/** What was said of an entry since an instant, by the last word of each person on each question. */
export interface ReactionCount {
  readonly entryId: string
  readonly resolved: number
  readonly unresolved: number
}

/** Before its review date, and on it, a section is told of an entry: once each. */
export const REMINDER_STAGES = ['ahead', 'due'] as const
export type ReminderStage = (typeof REMINDER_STAGES)[number]

export interface Reminder {
  readonly entryId: string
  readonly reviewBy: CalendarDate
  readonly stage: ReminderStage
}

export interface Confirmation {
  readonly entryId: string
  /** When it must be looked at again. */
  readonly reviewBy: CalendarDate
  /** The newest revision that the person saw. */
  readonly seen: number
  readonly actor: Actor
  readonly note: string
}

export interface Upkeep {
  readonly standings: (days: {
    readonly today: CalendarDate
    readonly soon: CalendarDate
  }) => Promise<readonly ReviewStanding[]>
  /** Those whose review date is `until` or earlier, the earliest first. */
  readonly dueForReview: (
    filter: UpkeepFilter & { readonly today: CalendarDate; readonly until: CalendarDate },
  ) => Promise<UpkeepPage<DueEntry>>
  /** Published `registeredUntil` or earlier, and never among what anybody was shown; the oldest first. */
  readonly neverShown: (filter: UpkeepFilter & { readonly registeredUntil: CalendarDate }) => Promise<UpkeepPage>
  /** Of published entries of which somebody said that they do not help. */
  readonly reactions: (since: Date) => Promise<readonly ReactionCount[]>
  /** How often each was given as the answer, or chosen, since an instant; those that never were are left out. */
  readonly timesGiven: (entryIds: readonly string[], since: Date) => Promise<ReadonlyMap<string, number>>
  /** Of these, the published ones that the scope opens. */
  readonly entries: (ids: readonly string[], scope: Scope) => Promise<readonly UpkeepEntry[]>
  /** Sets the next review date: `conflict` where the entry was changed since, `not_found` where it is not published. */
  readonly confirm: (confirmation: Confirmation) => Promise<void>
  /** Entries whose date is `until` or earlier, and of which this reminder has not been given. */
  readonly unreminded: (
    stage: ReminderStage,
    days: { readonly today: CalendarDate; readonly until: CalendarDate },
  ) => Promise<readonly DueEntry[]>
  /** Notes reminders with the notices that are them, all or none; one that was noted before is no matter. */
  readonly remind: (reminders: readonly Reminder[], notices: readonly NoticeInput[]) => Promise<void>
}
