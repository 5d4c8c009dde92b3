// Port: groups of words that editors hold for the same. Every change is one transaction with its audit event.
import type { Actor } from './registry.ts'

export interface SynonymGroupInput {
  /** Two or more, as they are written. */
  readonly words: readonly string[]
  /** Why they are the same, for whoever looks at it later. */
  readonly note: string
}

export interface SynonymGroup extends SynonymGroupInput {
  readonly id: string
  readonly version: number
  readonly changedBy: Actor
  readonly changedAt: Date
}

export interface ChangeOptions {
  readonly actor: Actor
  /** The version that the writer saw; a stale one is refused (`conflict`). */
  readonly seen: number
}

export interface SynonymGroups {
  /** By their first words. */
  readonly list: () => Promise<readonly SynonymGroup[]>
  /** Null for one that is not there, or was removed. */
  readonly find: (id: string) => Promise<SynonymGroup | null>
  /** All or none. */
  readonly create: (inputs: readonly SynonymGroupInput[], actor: Actor) => Promise<readonly SynonymGroup[]>
  readonly change: (id: string, input: SynonymGroupInput, options: ChangeOptions) => Promise<SynonymGroup>
  readonly remove: (id: string, options: ChangeOptions) => Promise<void>
}
