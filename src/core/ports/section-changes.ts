// Port: the sections of the prefecture as administrators keep them: settings, and changes that take force on a date.
import type { Section } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { OutDoor } from './outbox.ts'
import type { Actor } from './registry.ts'
import type { SectionSettings } from './section-settings.ts'

export type SectionChange =
  | { readonly kind: 'create'; readonly section: Section }
  | { readonly kind: 'rename'; readonly code: string; readonly name: string }
  /** Everything of the sections named goes to one, which may be one of them, another, or a new one. */
  | { readonly kind: 'merge'; readonly from: readonly string[]; readonly into: Section }
  /** These entries go to a section, which may be new; with `roles` its people get the rights they had for them. */
  | {
      readonly kind: 'split'
      readonly from: string
      readonly into: Section
      readonly entryIds: readonly string[]
      readonly roles: boolean
    }
  /** A section without entries and open tickets ends. */
  | { readonly kind: 'close'; readonly code: string }
  /** These entries, wherever they are, go to a section that there is. */
  | { readonly kind: 'move'; readonly to: string; readonly entryIds: readonly string[] }

export interface PlannedChange {
  readonly id: string
  readonly onDate: CalendarDate
  readonly change: SectionChange
  readonly actor: Actor
  /** Null while it waits. */
  readonly appliedAt: Date | null
}

export interface SectionOverview {
  readonly section: Section
  readonly settings: SectionSettings
  readonly contacts: Readonly<Partial<Record<OutDoor, string>>>
  readonly published: number
  /** Drafts, and revisions in the works of entries that serve. */
  readonly inTheWorks: number
  readonly archived: number
  readonly openTickets: number
  /** Accounts with a role in this section. */
  readonly people: number
  readonly closedOn: CalendarDate | null
  readonly successor: Section | null
}

/** Why a change cannot be made. */
export type ChangeProblem =
  | 'bad_code'
  | 'no_name'
  | 'code_taken'
  | 'unknown_section'
  | 'closed_section'
  | 'same_section'
  | 'nothing_to_move'
  | 'has_entries'
  | 'has_tickets'

/** What a change would do, counted as things stand. */
export interface ChangePreview {
  readonly problems: readonly ChangeProblem[]
  /** Entries that get another section. */
  readonly entries: number
  readonly inTheWorks: number
  /** Restricted entries among them: the section they leave reads them no more. */
  readonly restricted: number
  /** Restricted entries that name a section that ends: they name its successor instead. */
  readonly renamedScopes: number
  /** Entries of which somebody has typed something that is not saved. */
  readonly beingEdited: readonly { readonly entryId: string; readonly person: string }[]
  /** People who may edit or approve some of them now and could not afterwards. */
  readonly losing: readonly string[]
  /** People whose roles or place of work go along. */
  readonly movingPeople: number
  readonly tickets: number
  /** Addresses of sections that end, and whether they go along or are given up for one that is there. */
  readonly contacts: readonly { readonly door: OutDoor; readonly address: string; readonly kept: boolean }[]
}

/** Which entries are to be moved. */
export interface EntrySelection {
  readonly sectionCode?: string | undefined
  /** Substring of id, question or answer. */
  readonly text?: string | undefined
  readonly tag?: string | undefined
}

export interface SelectedEntry {
  readonly id: string
  readonly question: string
  readonly section: Section
}

export interface SectionChanges {
  readonly overview: () => Promise<readonly SectionOverview[]>
  /** `not_found` for a section that does not exist. */
  readonly setSettings: (code: string, settings: SectionSettings, actor: Actor) => Promise<void>
  readonly preview: (change: SectionChange) => Promise<ChangePreview>
  /** Made at once where the date has come. `bad_input` where the preview has a problem. */
  readonly plan: (
    change: SectionChange,
    options: { readonly onDate: CalendarDate; readonly actor: Actor },
  ) => Promise<PlannedChange>
  /** Those that wait, the soonest first, and then those made, the last first. */
  readonly list: (limit: number) => Promise<readonly PlannedChange[]>
  /** `not_found` where it does not wait (any more). */
  readonly cancel: (id: string, actor: Actor) => Promise<void>
  /** Makes the changes whose date has come, each in a transaction; resolves with how many entries were moved. */
  readonly applyDue: () => Promise<number>
  /** The entries selected, at most `limit`; and how many there are in all. */
  readonly select: (
    selection: EntrySelection,
    limit: number,
  ) => Promise<{ readonly total: number; readonly entries: readonly SelectedEntry[] }>
}
