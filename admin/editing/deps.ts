// What editing asks of the product.
import type { AttachmentFiles, Attachments } from '../../src/core/ports/attachments.ts'
import type { Autosaves } from '../../src/core/ports/autosaves.ts'
import type { EntryList } from '../../src/core/ports/entry-list.ts'
import type { ModelDrafts } from '../../src/core/ports/model-drafts.ts'
import type { Actor, Registry } from '../../src/core/ports/registry.ts'
import type { Revisions } from '../../src/core/ports/revisions.ts'
import type { SentForms } from '../../src/core/ports/sent-forms.ts'
import type { EntrySearch, FoundEntry } from '../../src/core/search-entries.ts'

export interface EditingDeps {
  readonly registry: Pick<Registry, 'save' | 'workingEntries' | 'entriesById' | 'sections'>
  readonly revisions: Pick<Revisions, 'find'>
  readonly entryList: EntryList
  readonly autosaves: Autosaves
  readonly sentForms: SentForms
  readonly attachments: Attachments
  readonly attachmentFiles: Pick<AttachmentFiles, 'keep'>
  /** Published entries nearest to a text. */
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  /** Drafts of a chat model that become entries. */
  readonly modelDrafts: Pick<ModelDrafts, 'ofEntry' | 'unpublished'>
  /** A new entry was saved: what it was drafted of is told. */
  readonly onFirstSave: (entryId: string, actor: Actor) => Promise<void>
  /** What people call whoever did something. */
  readonly nameOfActor: (actor: Actor) => Promise<string>
  readonly now: () => Date
  readonly newKey: () => string
  /** A number from 0 up to, not including, `below`. */
  readonly random: (below: number) => number
}
