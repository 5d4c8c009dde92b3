// Port: drafts that a chat model wrote, with who asked for them and of what. A draft is no entry: it becomes one when a person
// saves it, and the entry is known by it from then on.
import type { DraftedEntry } from '../drafting/draft-entry.ts'
import type { Actor } from './registry.ts'

/** Of what a draft was made: a ticket, a cluster of questions, a thread of a chat service. */
export const DRAFT_SOURCES = ['ticket', 'cluster', 'thread'] as const
export type DraftSource = (typeof DRAFT_SOURCES)[number]

export interface NewModelDraft {
  readonly id: string
  /** The id that the entry will have; null where it is not decided yet. */
  readonly entryId: string | null
  /** '' where it is not decided yet. */
  readonly sectionCode: string
  readonly source: DraftSource
  /** Id of the ticket or the cluster, or what names the thread. */
  readonly sourceId: string
  readonly askedBy: Actor
  readonly model: string
  readonly madeAt: Date
  readonly draft: DraftedEntry
}

export interface ModelDraft extends NewModelDraft {
  /** When the entry was first saved; null until then. */
  readonly savedAt: Date | null
}

export interface AssignedEntry {
  readonly entryId: string
  readonly sectionCode: string
}

export interface ModelDrafts {
  /**
   * In place of an earlier one for the same entry that was never saved, whose words stay known; `conflict` where one was saved. What
   * nobody saved for a month is forgotten on the way, unless somebody has the form of its entry half filled in.
   */
  readonly keep: (draft: NewModelDraft) => Promise<void>
  /** Null for one in whose place another stands, for as long as none of them is an entry. */
  readonly find: (id: string) => Promise<ModelDraft | null>
  /** The one that stands, by the id of the entry, saved or not yet. */
  readonly ofEntry: (entryId: string) => Promise<ModelDraft | null>
  /** Those that others stand in place of too, newest first: a form that was opened before may be saved with the words of any. */
  readonly allOfEntry: (entryId: string) => Promise<readonly ModelDraft[]>
  /** Says which entry it becomes, in place of another one that never did. Nothing where one of them is an entry already. */
  readonly assign: (id: string, entry: AssignedEntry) => Promise<void>
  /** Of entries that are in the works and that nobody has published yet: those that may still be as the model wrote them. */
  readonly unpublished: () => Promise<readonly ModelDraft[]>
}
