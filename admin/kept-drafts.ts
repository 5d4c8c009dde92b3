// What people are about to do, between the form and the decision: kept in memory while its effect is looked at.

/** More people than ever look at an effect at one time. */
const DRAFTS_MAX = 200

export class KeptDrafts<D extends { readonly id: string }> {
  readonly #drafts = new Map<string, D>()

  /** The oldest goes where there are too many. */
  keep(draft: D): void {
    this.#drafts.set(draft.id, draft)
    const oldest = this.#drafts.keys().next().value
    if (this.#drafts.size > DRAFTS_MAX && oldest !== undefined) this.#drafts.delete(oldest)
  }

  find(id: string): D | null {
    return this.#drafts.get(id) ?? null
  }

  forget(id: string): void {
    this.#drafts.delete(id)
  }
}
