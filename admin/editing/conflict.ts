// Somebody else saved first: both changes are put side by side, the person chooses field by field, and nothing is lost.
import { contentOf } from '../../src/core/editing/entry-draft.ts'
import { type MergedField, mergeFields, type Version, type Versions } from '../../src/core/editing/merge-versions.ts'
import { type EntryContent, PLAIN_CONTENT } from '../../src/core/entry.ts'
import type { Revision } from '../../src/core/ports/revisions.ts'
import type { SignedInVisit } from '../route.ts'
import { conflictPage } from './conflict-page.ts'
import type { EditingDeps } from './deps.ts'
import { requireEntry } from './form.ts'
import { type SentDraft, versionOf } from './sent-draft.ts'

/** The page on which a person chooses. */
export async function showConflict(
  visit: SignedInVisit,
  sent: SentDraft,
  deps: EditingDeps,
  unanswered: readonly MergedField[] = [],
): Promise<void> {
  const entry = await requireEntry(sent.id, deps)
  const revision = await deps.revisions.find(sent.id, entry.revision)
  const versions = await versionsOf(sent, { theirs: versionOf(entry) }, deps)
  const page = conflictPage({
    sent,
    versions,
    merges: mergeFields(versions),
    theirRevision: entry.revision,
    savedBy: await nameOf(revision, deps),
    savedAt: revision?.createdAt ?? null,
    note: entry.note,
    sections: await deps.registry.sections(),
    unanswered,
  })
  await visit.send(page, 409)
}

/** What both began with is the revision that the person had before them; of a new entry, nothing. */
export async function versionsOf(
  sent: SentDraft,
  { theirs }: { readonly theirs: Version },
  { revisions }: EditingDeps,
): Promise<Versions> {
  const mine = { ...pickContent(contentOf(sent.draft)), section: sent.draft.section }
  const seen = sent.seen === 0 ? null : await revisions.find(sent.id, sent.seen)
  // The section is no part of a revision: who did not move the entry leaves it where it is now.
  const base = { ...pickContent(seen ?? { ...PLAIN_CONTENT, question: '', answer: '' }), section: theirs.section }
  return { base, theirs: { ...pickContent(theirs), section: theirs.section }, mine }
}

/** As a checked revision has it, so that order and doubles make no difference. */
function pickContent(content: EntryContent): EntryContent {
  const unique = (items: readonly string[]) => [...new Set(items)]
  return {
    question: content.question,
    answer: content.answer,
    phrasings: unique(content.phrasings),
    negativePhrasings: unique(content.negativePhrasings),
    tags: unique(content.tags),
    basis: unique(content.basis),
    reviewBy: content.reviewBy,
    validFrom: content.validFrom,
    validUntil: content.validUntil,
    visibleTo: unique(content.visibleTo).toSorted(),
  }
}

async function nameOf(revision: Revision | null, { nameOfActor }: EditingDeps): Promise<string> {
  return revision === null ? '' : nameOfActor(revision.author)
}
