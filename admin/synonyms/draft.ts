// What an editor is about to do with a group of synonyms, between the form and the decision: kept in memory while its effect is
// looked at.
import type { SynonymGroup, SynonymGroupInput } from '../../src/core/ports/synonym-groups.ts'

export type SynonymAct =
  | { readonly kind: 'create'; readonly input: SynonymGroupInput }
  | { readonly kind: 'change'; readonly id: string; readonly seen: number; readonly input: SynonymGroupInput }
  | { readonly kind: 'remove'; readonly id: string; readonly seen: number; readonly input: SynonymGroupInput }

export interface SynonymDraft {
  readonly id: string
  readonly act: SynonymAct
  readonly jobId: string
}

/** More people than ever look at an effect at one time. */
const DRAFTS_MAX = 200

export class SynonymDrafts {
  readonly #drafts = new Map<string, SynonymDraft>()

  keep(draft: SynonymDraft): void {
    this.#drafts.set(draft.id, draft)
    const oldest = this.#drafts.keys().next().value
    if (this.#drafts.size > DRAFTS_MAX && oldest !== undefined) this.#drafts.delete(oldest)
  }

  find(id: string): SynonymDraft | null {
    return this.#drafts.get(id) ?? null
  }

  forget(id: string): void {
    this.#drafts.delete(id)
  }
}

/** The groups as they would be afterwards, as words alone. */
export function groupsAfter(act: SynonymAct, groups: readonly SynonymGroup[]): readonly (readonly string[])[] {
  switch (act.kind) {
    case 'create':
      return [...groups.map(({ words }) => words), act.input.words]
    case 'change':
      return groups.map(({ id, words }) => (id === act.id ? act.input.words : words))
    case 'remove':
      return groups.filter(({ id }) => id !== act.id).map(({ words }) => words)
    default:
      return act satisfies never
  }
}
