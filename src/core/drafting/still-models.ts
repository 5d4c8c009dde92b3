// Whether an entry is still what a model wrote (AI下書き): from its first save until a person changed its words or published it.
import type { WorkingEntry } from '../entry.ts'
import type { ModelDraft, ModelDrafts } from '../ports/model-drafts.ts'
import type { Registry } from '../ports/registry.ts'

type Judged = Pick<WorkingEntry, 'id' | 'publishedRevision' | 'status' | 'question' | 'answer' | 'registeredOn'>

/** Question and answer are what staff are told: another tag or phrasing does not say that anybody looked at them. */
export function isStillModels(entry: Judged, draft: ModelDraft | null): boolean {
  return (
    draft !== null &&
    draft.savedAt !== null &&
    draft.entryId === entry.id &&
    entry.publishedRevision === null &&
    entry.registeredOn === null &&
    (entry.status === 'draft' || entry.status === 'in_review') &&
    hasWordsOf(entry, draft)
  )
}

/** Of all drafts that were made for the entry the one that it still is. */
export function draftThatItIs(entry: Judged, drafts: readonly ModelDraft[]): ModelDraft | null {
  return drafts.find(draft => isStillModels(entry, draft)) ?? null
}

export function hasWordsOf(
  { question, answer }: Pick<WorkingEntry, 'question' | 'answer'>,
  { draft }: Pick<ModelDraft, 'draft'>,
): boolean {
  return sameWords(question, draft.question) && sameWords(answer, draft.answer)
}

function sameWords(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

/** As the registry keeps it. */
function plain(text: string): string {
  return text.replace(/\r\n?/gu, '\n').trim()
}

export interface StillModelsDeps {
  readonly modelDrafts: Pick<ModelDrafts, 'unpublished'>
  readonly registry: Pick<Registry, 'workingEntries'>
}

/** Ids of all entries that are. */
export async function idsStillModels({ modelDrafts, registry }: StillModelsDeps): Promise<ReadonlySet<string>> {
  const byEntry = Map.groupBy(await modelDrafts.unpublished(), ({ entryId }) => entryId ?? '')
  const entries = byEntry.size === 0 ? [] : await registry.workingEntries([...byEntry.keys()])
  return new Set(
    entries.filter(entry => draftThatItIs(entry, byEntry.get(entry.id) ?? []) !== null).map(({ id }) => id),
  )
}
