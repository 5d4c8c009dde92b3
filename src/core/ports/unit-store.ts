// Port: text units, their embeddings, and the two feeds that tie registry, indexer and index together:
// marks (registry → indexer: "look at this entry") and changes (indexer → readers: "this entry is different now").
import type { EntryContent } from '../entry.ts'
import type { IndexedEntry } from '../search/indexed-entry.ts'
import type { UnitKind } from '../text-unit.ts'

/** An entry that waits to be indexed. Without content it is not published: its units must go. */
export interface PendingEntry {
  readonly entryId: string
  readonly content: EntryContent | null
  /** Marks up to this one are settled by indexing what was read. */
  readonly markSeq: number
}

export interface NewUnit {
  readonly kind: UnitKind
  readonly position: number
  readonly text: string
  readonly terms: readonly string[]
  readonly reading: string
  /** Bare form of a negative phrasing; null for the others. */
  readonly bare?: string | null | undefined
}

/** What indexing makes of one pending entry. */
export interface UnitChange {
  readonly entryId: string
  readonly markSeq: number
  /** All units it shall have; those stored already with the same kind and text keep their ids. */
  readonly units: readonly NewUnit[]
}

export interface StoredUnit {
  readonly id: number
  readonly entryId: string
  readonly kind: UnitKind
  readonly text: string
  readonly textHash: string
  readonly terms: readonly string[]
}

export interface UnitVector {
  readonly unitId: number
  readonly textHash: string
  readonly vector: Float32Array
}

export interface FittedModel {
  readonly id: string
  readonly parameters: Uint8Array
  /** Number of units it was fitted to; 0 for a model that learns nothing from a registry. */
  readonly fittedUnits: number
}

export interface UnitStore {
  /** Marks every entry when the stored units were analysed in another way than the one named. */
  readonly markUnlessAnalysedBy: (analysisId: string) => Promise<void>
  readonly pendingCount: () => Promise<number>
  readonly pendingEntries: (limit: number) => Promise<readonly PendingEntry[]>
  /** Stores units, settles marks and announces the changes, in one transaction. */
  readonly applyChanges: (changes: readonly UnitChange[]) => Promise<void>
  readonly unitCount: () => Promise<number>
  /** Every stored unit in id order, after `afterId`. */
  readonly unitsAfter: (afterId: number, limit: number) => Promise<readonly StoredUnit[]>
  readonly unitsWithoutVector: (modelId: string, limit: number) => Promise<readonly StoredUnit[]>
  readonly countWithoutVector: (modelId: string) => Promise<number>
  /** Stores vectors and announces the entries that own them, in one transaction. */
  readonly saveVectors: (modelId: string, vectors: readonly UnitVector[]) => Promise<void>
  /** Vectors of the units that still exist, in unit order, after `afterId`. */
  readonly vectorsAfter: (modelId: string, afterId: number, limit: number) => Promise<readonly UnitVector[]>
  readonly vectorsOf: (modelId: string, unitIds: readonly number[]) => Promise<readonly UnitVector[]>
  readonly deleteVectorsOfOtherModels: (modelId: string) => Promise<void>
  /** Published entries with their units: all of them in id order after `afterId`, or those named. */
  readonly indexedEntriesAfter: (afterId: string, limit: number) => Promise<readonly IndexedEntry[]>
  readonly indexedEntriesById: (ids: readonly string[]) => Promise<readonly IndexedEntry[]>
  /** Newest change announced; 0 when there was none. */
  readonly latestChange: () => Promise<number>
  readonly changesAfter: (seq: number) => Promise<readonly { readonly seq: number; readonly entryId: string }[]>
  /** Names the present state of the registry and its index. */
  readonly lineage: () => Promise<string>
  /** True where the registry came of the state named: not so once an older copy of it was restored. */
  readonly descendsFrom: (lineage: string) => Promise<boolean>
  readonly currentModel: () => Promise<FittedModel | null>
  readonly useModel: (model: FittedModel) => Promise<void>
}
