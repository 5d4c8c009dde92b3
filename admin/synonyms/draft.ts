// What an editor is about to do with a group of synonyms, between the form and the decision.
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
