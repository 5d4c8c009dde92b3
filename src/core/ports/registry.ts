// Port: the registry of entries, the only source of truth. Every write is one transaction with its audit event and its
// "to index" mark.
import type { Reader } from '../access/rights.ts'
import type { Entry, EntryContent, EntryStatus, Section, WorkingEntry } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'

/** Who does something, for the audit: an account, or the name of a command. */
export type Actor = string

/** An entry as a file or a form brings it. */
export interface EntryInput extends EntryContent {
  readonly id: string
  readonly section: Section
  readonly status: EntryStatus
  /** Date of first publication to record; null lets the registry take today's when it is first published. */
  readonly registeredOn: CalendarDate | null
  /** null means today. */
  readonly revisedOn: CalendarDate | null
}

export interface SaveSummary {
  readonly created: number
  readonly revised: number
  readonly unchanged: number
}

export interface SaveOptions {
  readonly actor: Actor
  /** The revision that the writer saw, by entry id; a stale one is refused with `conflict`. */
  readonly seen?: ReadonlyMap<string, number>
  /** What the new revisions change, in their author's words. */
  readonly note?: string
  readonly onProgress?: (done: number, total: number) => void
}

/** Two entries become one. Both must be published, with nothing in the works. */
export interface EntryMerge {
  /** The entry that stays, as it is to stand. */
  readonly survivor: EntryInput
  /** The entry that leads to it from now on. It keeps its registration date, and is archived. */
  readonly mergedId: string
}

export interface MergeOptions {
  readonly actor: Actor
  /** The revisions of both that the writer saw; a stale one is refused with `conflict`. */
  readonly seen: ReadonlyMap<string, number>
  readonly note: string
}

export interface EntryFilter {
  /** Substring of id, question or answer, compared in normalised form. */
  readonly text?: string | undefined
  readonly sectionCode?: string | undefined
  readonly status?: EntryStatus | undefined
  /** Only what this reader may be given as an answer. */
  readonly reader?: Reader | undefined
  readonly limit: number
  readonly offset: number
}

export interface EntryPage {
  readonly total: number
  readonly entries: readonly Entry[]
}

export interface SectionCount {
  readonly section: Section
  readonly published: number
  readonly registered: number
}

export interface RegistryCounts {
  readonly byStatus: Readonly<Record<EntryStatus, number>>
  /** 登録数(累計): entries ever published. */
  readonly registered: number
  /** Registrations since the first day of the current fiscal year. */
  readonly registeredThisFiscalYear: number
  readonly fiscalYear: number
  readonly sections: readonly SectionCount[]
}

export interface Registry {
  /**
   * Creates or revises entries, all or none. Unchanged content makes no revision. A draft of an entry that serves is a
   * revision in the works: staff are given the published one until another is published.
   */
  readonly save: (inputs: readonly EntryInput[], options: SaveOptions) => Promise<SaveSummary>
  /** Takes an entry out of answers; it keeps its registration date. */
  readonly archive: (id: string, actor: Actor) => Promise<void>
  /** All or nothing: the survivor's new revision, the other one archived, an audit event of each. */
  readonly merge: (merge: EntryMerge, options: MergeOptions) => Promise<void>
  /** Entries that were merged into this one, by id. */
  readonly mergedInto: (id: string) => Promise<readonly Entry[]>
  /** The entries with these ids as they stand officially, published or not, in the order of the ids; unknown ids are left out. */
  readonly entriesById: (ids: readonly string[]) => Promise<readonly Entry[]>
  /** The same with their newest revisions, as editors see them. */
  readonly workingEntries: (ids: readonly string[]) => Promise<readonly WorkingEntry[]>
  readonly findEntries: (filter: EntryFilter) => Promise<EntryPage>
  readonly sections: () => Promise<readonly Section[]>
  readonly counts: () => Promise<RegistryCounts>
}
