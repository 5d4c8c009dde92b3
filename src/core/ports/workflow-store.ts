// Port: one step of the workflow in one transaction: the revision, what was said, what is planned, and who is told.
import type { NoticeInput } from './notices.ts'
import type { Actor, EntryInput } from './registry.ts'
import type { CommentKind } from './review-comments.ts'
import type { Schedule, ScheduleKind } from './schedules.ts'

export interface WorkflowChange {
  readonly entryId: string
  readonly actor: Actor
  /** The newest revision when it was decided; another one there now is refused with `conflict`. null: whatever it is. */
  readonly seen: number | null
  /** The revision to write; null where the entry stays as it is. */
  readonly save?: { readonly input: EntryInput; readonly note: string }
  readonly comment?: {
    readonly kind: CommentKind
    readonly accountId: string | null
    readonly author: string
    readonly text: string
  }
  readonly plan?: { readonly kind: ScheduleKind; readonly at: Date; readonly revision: number }
  /** Plans that are void from now on. */
  readonly cancel?: readonly ScheduleKind[]
  /** The plan that this carries out, or gives up: where it is not there any more, nothing is done at all. */
  readonly carriesOut?: Schedule
  /** Why the plan was given up. */
  readonly givenUp?: string
  /** Whoever publishes wrote what is published: the trail says so. */
  readonly ownWork?: boolean
  /** Names the form that this came by: sent twice, it is taken once. */
  readonly form?: { readonly accountId: string; readonly key: string }
  readonly notices: readonly NoticeInput[]
}

export interface WorkflowStore {
  /** False where nothing was left to do: the plan was carried out or called off by somebody else, or the form came before. */
  readonly apply: (change: WorkflowChange) => Promise<boolean>
}
