// Port: wordings that somebody, or something, proposes for an entry, and what people decided of them. Nothing here changes an
// entry by itself: a suggestion is taken over with a revision that a person saves, or it is not.
import type { Section } from '../entry.ts'
import type { CalendarDate } from '../fiscal-year.ts'
import type { NoticeInput } from './notices.ts'
import type { Actor, EntryInput, SaveOptions } from './registry.ts'

/** `phrasing`: another way to ask for the entry. `negative`: a question that must not lead to it. */
export const SUGGESTION_KINDS = ['phrasing', 'negative'] as const
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number]

/**
 * Where it is from. `resolved`: the entry solved the question for those who asked it. `wrong`: it was chosen and did not help.
 * `cluster`: a person linked questions without an answer to the entry. `model`: a chat model proposed it.
 */
export const SUGGESTION_SOURCES = ['resolved', 'wrong', 'cluster', 'model'] as const
export type SuggestionSource = (typeof SUGGESTION_SOURCES)[number]

/** `overtaken`: the entry has the wording by other ways, or is given no more. */
export const SUGGESTION_STATES = ['open', 'accepted', 'rejected', 'overtaken'] as const
export type SuggestionState = (typeof SUGGESTION_STATES)[number]

export interface SuggestionEvidence {
  /** How often it was asked; 0 where nobody asked it in these words. */
  readonly times: number
  readonly lastAskedAt: Date | null
  readonly clusterId?: string
}

/** What is proposed. Personal data is masked by whoever proposes. */
export interface SuggestedWords {
  readonly entryId: string
  readonly kind: SuggestionKind
  readonly text: string
  readonly source: SuggestionSource
  readonly evidence: SuggestionEvidence
}

export interface Suggestion extends SuggestedWords {
  readonly id: string
  /** Rises with every change; whoever decides names the one they saw. */
  readonly version: number
  readonly state: SuggestionState
  readonly section: Section
  readonly proposedBy: Actor
  readonly proposedAt: Date
  /** Null while it is open. */
  readonly decidedBy: Actor | null
  readonly decidedAt: Date | null
  /** Why it was rejected; '' otherwise. */
  readonly reason: string
  /** The wording that was taken over, where a person mended it; null otherwise. */
  readonly savedText: string | null
}

export interface SuggestionFilter {
  /** Codes of the sections whose entries are meant; null for all. */
  readonly sectionCodes: readonly string[] | null
  readonly entryIds?: readonly string[]
  readonly kind?: SuggestionKind
  readonly source?: SuggestionSource
  readonly limit: number
  readonly offset: number
}

export interface SuggestionPage {
  readonly total: number
  readonly suggestions: readonly Suggestion[]
}

/** An entry with open suggestions. */
export interface SuggestedEntry {
  readonly entryId: string
  readonly section: Section
  readonly open: number
  /** How often the questions behind them were asked, together. */
  readonly times: number
}

export interface SuggestedEntryPage {
  readonly total: number
  readonly entries: readonly SuggestedEntry[]
}

/** A section with suggestions that its people were not told of. */
export interface UntoldSection {
  readonly section: Section
  /** All that wait, told or not. */
  readonly open: number
}

/** A suggestion as somebody saw it. */
export interface SeenSuggestion {
  readonly id: string
  readonly version: number
}

/** Suggestions of one entry that are taken over, each in the wording that goes in. */
export interface Acceptance {
  readonly suggestions: readonly (SeenSuggestion & { readonly text: string })[]
  /** The entry with the new wordings. */
  readonly entry: EntryInput
  readonly options: Required<Pick<SaveOptions, 'actor' | 'seen' | 'note'>>
}

export interface Rejection {
  readonly suggestions: readonly SeenSuggestion[]
  readonly reason: string
}

export interface Suggestions {
  /**
   * Keeps what is new, as open, and resolves with how many that were. The same wording (normalised) of one kind for one entry is
   * one suggestion, whoever proposes it: again, it only brings its evidence up to date. Left out are wordings that the entry has
   * already, that were accepted or rejected before, that are blank or too long to be a phrasing, and those of entries that are
   * archived.
   */
  readonly propose: (words: readonly SuggestedWords[], by: Actor) => Promise<number>
  /** Open ones, the most asked first. */
  readonly open: (filter: SuggestionFilter) => Promise<SuggestionPage>
  /** Entries with open ones, those whose questions were asked most first. */
  readonly entries: (filter: Omit<SuggestionFilter, 'entryIds'>) => Promise<SuggestedEntryPage>
  /** In whatever state, in the order of the ids; unknown ids are left out. */
  readonly find: (ids: readonly string[]) => Promise<readonly Suggestion[]>
  /** Saves the entry and closes the suggestions, all or nothing. Throws `conflict` where either was changed since it was seen. */
  readonly accept: (acceptance: Acceptance) => Promise<void>
  /** They do not come again. All or nothing; throws `conflict` where one was decided since it was seen. */
  readonly reject: (rejection: Rejection, by: Actor) => Promise<void>
  /** Closes open ones that entries have by other ways, or whose entries are archived; resolves with how many. */
  readonly settle: () => Promise<number>
  /** Sections with open ones that came since their people were told, and were not told today yet. */
  readonly untold: (today: CalendarDate) => Promise<readonly UntoldSection[]>
  /** Notes that the people of these sections were told today, with the notices that tell them, all or none. */
  readonly tell: (
    sectionCodes: readonly string[],
    today: CalendarDate,
    notices: readonly NoticeInput[],
  ) => Promise<void>
}
