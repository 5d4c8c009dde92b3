// The form of an entry as it was sent, and an entry as a version to compare it with.
import type { EntryDraft } from '../../src/core/editing/entry-draft.ts'
import type { Version } from '../../src/core/editing/merge-versions.ts'
import { checkEntryContent, ENTRY_ID_FORM, requireForm, type WorkingEntry } from '../../src/core/entry.ts'
import { readField } from '../read-field.ts'
import type { SignedInVisit } from '../route.ts'
import { idOf } from './form.ts'
import { readDraft, readRevision } from './read-draft.ts'

export interface SentDraft {
  readonly id: string
  readonly draft: EntryDraft
  /** The revision that the person had before them. */
  readonly seen: number
  readonly key: string
  /** Where the person goes afterwards. */
  readonly next: 'stay' | 'go'
}

export function readSent(visit: Pick<SignedInVisit, 'request'>): SentDraft {
  const { body } = visit.request as { readonly body: unknown }
  return {
    id: requireForm('id', idOf(visit), ENTRY_ID_FORM),
    draft: readDraft(body),
    seen: readRevision(body, 'seen'),
    key: readField(body, 'key'),
    next: readField(body, 'next') === 'go' ? 'go' : 'stay',
  }
}

export function versionOf(entry: WorkingEntry): Version {
  return { ...checkEntryContent(entry), section: entry.section.code }
}
