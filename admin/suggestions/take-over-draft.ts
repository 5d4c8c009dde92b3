// What an editor is about to take over, between the choice and the decision.
import type { ChosenWords } from '../../src/core/learning/take-over.ts'

export interface TakeOverDraft {
  readonly id: string
  /** Whose it is: nobody else sees it. */
  readonly accountId: string
  readonly entryId: string
  /** The newest revision when it was chosen. */
  readonly seen: number
  readonly chosen: readonly ChosenWords[]
  readonly jobId: string
}
