// Drafts an entry and keeps the draft until somebody saves it or a month went by, whatever it was made of.
import type { ModelDrafts, NewModelDraft } from '../ports/model-drafts.ts'
import { type DraftedEntry, type DraftFailure, type DraftRequest, draftEntry } from './draft-entry.ts'
import type { DraftingDeps } from './drafting-deps.ts'

export interface KeepingDeps {
  readonly drafting: DraftingDeps
  readonly modelDrafts: Pick<ModelDrafts, 'keep'>
  readonly now: () => Date
  readonly newId: () => string
}

export interface DraftToKeep {
  readonly request: DraftRequest
  readonly kept: Pick<NewModelDraft, 'entryId' | 'sectionCode' | 'source' | 'sourceId' | 'askedBy'>
  readonly signal: AbortSignal
}

export type KeptDraft =
  | { readonly kind: 'drafted'; readonly draftId: string; readonly draft: DraftedEntry }
  | { readonly kind: 'failed'; readonly why: DraftFailure }

/** Never rejects for what a model does. */
export async function draftAndKeep({ request, kept, signal }: DraftToKeep, deps: KeepingDeps): Promise<KeptDraft> {
  const { drafting, modelDrafts, now, newId } = deps
  const outcome = await draftEntry(request, drafting, signal)
  if (outcome.kind === 'failed') return outcome
  const { draft } = outcome
  const draftId = newId()
  await modelDrafts.keep({ ...kept, id: draftId, model: drafting.access.model.name, madeAt: now(), draft })
  return { kind: 'drafted', draftId, draft }
}
