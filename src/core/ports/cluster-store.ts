// Port: questions without a good answer and the clusters they form. Every step of people is one transaction with its audit event.
import type { CalendarDate } from '../fiscal-year.ts'
import type { Cluster, LookedAt, MissedReason, ShownState } from '../learning/cluster.ts'
import type { EntryInput, SaveOptions } from './registry.ts'

export interface DueQuestion extends LookedAt {
  readonly id: string
  /** As it was searched for: a follow-up with the words before it. */
  readonly text: string
  /** Where it is already; null for nowhere. */
  readonly clusterId: number | null
}

/** What likeness is computed of. */
export interface Features {
  readonly terms: readonly string[]
  /** '' where there was no model. */
  readonly modelId: string
  readonly vector: Float32Array
}

export interface Member extends Features {
  readonly questionId: string
  readonly clusterId: number
  /** A person put it there. */
  readonly pinned: boolean
}

export interface ShownMember extends Member {
  /** Not masked. */
  readonly text: string
  readonly askedAt: Date
  readonly reason: MissedReason
}

/** Of a cluster that is still to be opened, a negative number of the caller's. */
export type ClusterKey = number

export type Settled =
  | {
      readonly kind: 'joined'
      readonly questionId: string
      readonly reason: MissedReason
      readonly to: ClusterKey
      readonly features: Features
    }
  | { readonly kind: 'stays'; readonly questionId: string; readonly reason: MissedReason }
  | { readonly kind: 'answered'; readonly questionId: string }
  | { readonly kind: 'later'; readonly questionId: string; readonly dueAt: Date }

/** The ids of clusters that were opened, by their keys. */
export type OpenedClusters = ReadonlyMap<ClusterKey, number>

export interface Description {
  readonly medoidId: string
  readonly words: readonly string[]
  readonly sectionCodes: readonly string[]
}

/** A cluster whose questions changed since it was told, and how often they ever did. */
export interface Untold {
  readonly id: number
  readonly changes: number
}

/** When all clusters were last grouped anew, and with which model. */
export interface Grouped {
  readonly day: CalendarDate
  readonly modelId: string
}

/** What keeps clusters true as questions come in. */
export interface ClusterKeeping {
  /** Questions to look at by now, the oldest first. */
  readonly due: (now: Date, limit: number) => Promise<readonly DueQuestion[]>
  readonly settle: (settled: readonly Settled[]) => Promise<OpenedClusters>
  /** All members in a fixed order. */
  readonly membersAfter: (questionId: string, limit: number) => Promise<readonly Member[]>
  /** Members whose features are of another model. */
  readonly membersOfOtherModels: (modelId: string, limit: number) => Promise<readonly ShownMember[]>
  readonly saveFeatures: (features: ReadonlyMap<string, Features>) => Promise<void>
  /** Moves questions that no person has put where they are. */
  readonly regroup: (moves: ReadonlyMap<string, ClusterKey>) => Promise<OpenedClusters>
  /** Whoever changed them. What was erased tells nothing any more, and what is left is untold until it is described. */
  readonly untold: () => Promise<readonly Untold[]>
  /** These are to be told anew, though nothing changed. */
  readonly retell: (clusterIds: readonly number[]) => Promise<void>
  /** Null for one without questions. Where its questions changed meanwhile nothing is written: it is untold still. */
  readonly describe: (untold: Untold, description: Description | null) => Promise<void>
  readonly grouped: () => Promise<Grouped | null>
  readonly noteGrouped: (grouped: Grouped) => Promise<void>
  /** Drafted clusters whose entry is published by now are done; gives back how many. */
  readonly settleDone: () => Promise<number>
}

export interface ClusterFilter {
  readonly state: ShownState
  /** Only those of these sections, and those of none; null for all. */
  readonly sectionCodes: readonly string[] | null
  /** '' for those of no section. */
  readonly sectionCode?: string | undefined
  /** Words that a question of it must have, each of them. */
  readonly terms: readonly string[]
  readonly limit: number
  readonly offset: number
}

export type Decision =
  | { readonly kind: 'dismissed'; readonly reason: string }
  | { readonly kind: 'linked'; readonly entryId: string }
  | { readonly kind: 'drafted'; readonly entryId: string }
  | { readonly kind: 'reopened' }

/** What somebody saw when they decided. */
export interface SeenCluster {
  readonly id: number
  readonly version: number
}

/** 'changed' where another was faster. */
export type StepOutcome = 'done' | 'changed'

export interface ClusterStore extends ClusterKeeping {
  /** The hottest first. */
  readonly list: (filter: ClusterFilter) => Promise<{ readonly total: number; readonly clusters: readonly Cluster[] }>
  readonly find: (id: number) => Promise<Cluster | null>
  /** Newest decision first. */
  readonly ofEntry: (entryId: string) => Promise<readonly Cluster[]>
  /** Newest first. */
  readonly members: (id: number, limit: number, offset: number) => Promise<readonly ShownMember[]>
  /** Questions in each of so many weeks up to an instant, the oldest week first, by cluster. */
  readonly weeks: (
    ids: readonly number[],
    until: Date,
    count: number,
  ) => Promise<ReadonlyMap<number, readonly number[]>>
  readonly decide: (seen: SeenCluster, decision: Decision, actor: string) => Promise<StepOutcome>
  /** Saves a new entry made of it, and notes it as drafted: neither without the other. */
  readonly draft: (
    seen: SeenCluster,
    entry: EntryInput,
    by: Required<Pick<SaveOptions, 'actor' | 'note'>>,
  ) => Promise<StepOutcome>
  /** To another cluster as it was seen, or, for null, to one of their own; gives back where they are now. */
  readonly move: (
    seen: SeenCluster,
    moved: { readonly questionIds: readonly string[]; readonly to: SeenCluster | null },
    actor: string,
  ) => Promise<number | 'changed'>
  /** All questions of what was seen become the other's, which stays. */
  readonly merge: (seen: SeenCluster, into: SeenCluster, actor: string) => Promise<StepOutcome>
}
