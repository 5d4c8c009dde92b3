// What an editor is about to take over, between the choice and the decision: kept in memory while its effect is looked at.
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

/** More people than ever look at an effect at one time. */
const DRAFTS_MAX = 200

export class TakeOverDrafts {
  readonly #drafts = new Map<string, TakeOverDraft>()

  keep(draft: TakeOverDraft): void {
    this.#drafts.set(draft.id, draft)
    const oldest = this.#drafts.keys().next().value
    if (this.#drafts.size > DRAFTS_MAX && oldest !== undefined) this.#drafts.delete(oldest)
  }

  find(id: string, accountId: string): TakeOverDraft | null {
    const draft = this.#drafts.get(id)
    return draft?.accountId === accountId ? draft : null
  }

  forget(id: string): void {
    this.#drafts.delete(id)
  }
}
