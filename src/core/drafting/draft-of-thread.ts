// A draft of what was said in a thread of a chat service, for the person who registers it. Nobody waits long for it: a window that
// loads is closed.
import { PUBLIC_SCOPE } from '../access/rights.ts'
import type { CallLimits } from '../compose/ask-model.ts'
import type { Actor } from '../ports/registry.ts'
import { draftAndKeep, type KeepingDeps, type KeptDraft } from './draft-and-keep.ts'
import { type NearDeps, nearEntries } from './near-entries.ts'
import type { SourceText } from './prompts.ts'

export interface ThreadToDraft {
  /** What began it, then what was said, in order. */
  readonly texts: readonly SourceText[]
  /** What names the thread. */
  readonly threadId: string
  readonly by: Actor
  /** A keyed hash of the person, whose allowance is used. */
  readonly asker: string
}

export const THREAD_LIMITS: CallLimits = {
  firstTextMs: 10_000,
  pauseMs: 5_000,
  usefulMs: 20_000,
  totalMs: 20_000,
  retries: 0,
}
const NEAR_MAX = 2

/** Its entry is named when the person saves it. */
export async function draftOfThread(
  { texts, threadId, by, asker }: ThreadToDraft,
  deps: KeepingDeps & NearDeps,
): Promise<KeptDraft> {
  const wanted = { text: texts[0]?.text ?? '', scope: PUBLIC_SCOPE, limit: NEAR_MAX }
  const near = await nearEntries(wanted, deps).catch(() => [])
  const request = { sectionName: null, texts, near, questionId: null, asker, limits: THREAD_LIMITS }
  const kept = { entryId: null, sectionCode: '', source: 'thread', sourceId: threadId, askedBy: by } as const
  return draftAndKeep({ request, kept, signal: new AbortController().signal }, deps)
}
