// A draft of what was said in a thread of a chat service, for the person who registers it. Nobody waits long for it: a window that
// loads is closed.
import { PUBLIC_SCOPE } from '../access/rights.ts'
import { QUESTION_LENGTH_MAX } from '../answer-question.ts'
import type { CallLimits } from '../compose/ask-model.ts'
import type { ModelDrafts } from '../ports/model-drafts.ts'
import type { Actor } from '../ports/registry.ts'
import type { EntrySearch, FoundEntry } from '../search-entries.ts'
import { type DraftedEntry, type DraftFailure, draftEntry } from './draft-entry.ts'
import type { DraftingDeps } from './drafting-deps.ts'
import type { SourceText } from './prompts.ts'

export interface ThreadDraftDeps {
  readonly drafting: DraftingDeps
  readonly modelDrafts: Pick<ModelDrafts, 'keep'>
  readonly search: (search: EntrySearch) => Promise<readonly FoundEntry[]>
  readonly now: () => Date
  readonly newId: () => string
}

export interface ThreadToDraft {
  /** What began it, then what was said, in order. */
  readonly texts: readonly SourceText[]
  /** What names the thread. */
  readonly threadId: string
  readonly by: Actor
  /** A keyed hash of the person, whose allowance is used. */
  readonly asker: string
}

export type ThreadDraft =
  | { readonly kind: 'drafted'; readonly draftId: string; readonly draft: DraftedEntry }
  | { readonly kind: 'failed'; readonly why: DraftFailure }

export const THREAD_LIMITS: CallLimits = {
  firstTextMs: 10_000,
  pauseMs: 5_000,
  usefulMs: 20_000,
  totalMs: 20_000,
  retries: 0,
}
const NEAR_MAX = 2

export async function draftOfThread(
  { texts, threadId, by, asker }: ThreadToDraft,
  deps: ThreadDraftDeps,
): Promise<ThreadDraft> {
  const asked = [...(texts[0]?.text.trim() ?? '')].slice(0, QUESTION_LENGTH_MAX).join('')
  const found = /[\p{L}\p{N}]/u.test(asked)
    ? await deps.search({ text: asked, limit: NEAR_MAX, scope: PUBLIC_SCOPE }).catch(() => [])
    : []
  const near = found.map(({ entry }) => entry)
  const request = { sectionName: null, texts, near, questionId: null, asker, limits: THREAD_LIMITS }
  const outcome = await draftEntry(request, deps.drafting, new AbortController().signal)
  if (outcome.kind === 'failed') return outcome
  const draftId = deps.newId()
  await deps.modelDrafts.keep({
    id: draftId,
    entryId: null,
    sectionCode: '',
    source: 'thread',
    sourceId: threadId,
    askedBy: by,
    model: deps.drafting.access.model.name,
    madeAt: deps.now(),
    draft: outcome.draft,
  })
  return { kind: 'drafted', draftId, draft: outcome.draft }
}
