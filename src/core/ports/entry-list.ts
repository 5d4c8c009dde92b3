// Port: the list of entries as editors look through it. What a person of a scope may not see is in no page and no count.
import type { Scope } from '../access/rights.ts'
import type { WorkingEntry } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'

/** What an entry is to its editors. `published` are all that serve, `revising` those of them that have a newer revision in the works. */
export const ENTRY_STATES = ['draft', 'in_review', 'published', 'revising', 'archived'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

export const ENTRY_ORDERS = ['updated', 'registered', 'id'] as const
/** Newest change first, newest registration first, or by id. */
export type EntryOrder = (typeof ENTRY_ORDERS)[number]

export interface EntryListFilter {
  readonly scope: Scope
  /** Words that all have to be somewhere in id, question, answer or phrasings, compared in normalised form. */
  readonly text?: string | undefined
  /** Sections whose entries are wanted; undefined for all. */
  readonly sectionCodes?: readonly string[] | undefined
  readonly state?: EntryState | undefined
  readonly tag?: string | undefined
  /** Of these entries alone. */
  readonly ids?: readonly string[] | undefined
  /** Serving entries alone whose section was to look at them again by this day. */
  readonly reviewBy?: CalendarDate | undefined
}

export interface EntryListPage {
  readonly order: EntryOrder
  readonly limit: number
  readonly offset: number
}

export interface ListedEntry {
  /** With its newest revision where its work is the scope's to see, else as it stands officially. */
  readonly entry: WorkingEntry
  readonly updatedAt: Date
}

export interface EntryListing {
  /** How many there are in the state asked for; without one, in any. */
  readonly total: number
  /** How many of each state there are otherwise. */
  readonly counts: Readonly<Record<EntryState, number>>
  readonly entries: readonly ListedEntry[]
}

export interface EntryList {
  readonly find: (filter: EntryListFilter, page: EntryListPage) => Promise<EntryListing>
  /** Tags, as the scope sees them, of entries that changed lately, most used first. */
  readonly recentTags: (scope: Scope, limit: number) => Promise<readonly string[]>
}
