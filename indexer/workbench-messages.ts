// What the workbench's thread and whoever sends it jobs say to each other.
import type { EmbedderChoice } from '../src/adapters/embedders/open-embedders.ts'
import type { SynonymSources } from '../src/adapters/embedders/open-synonyms.ts'
import type { WorkbenchJob, WorkbenchResult } from '../src/core/ports/workbench.ts'
import type { Thresholds } from '../src/core/search/judge.ts'

/** Handed to the thread at its start: the settings by which the product answers. */
export interface WorkbenchSettings extends SynonymSources {
  readonly databasePath: string
  readonly graphPath: string
  readonly imagePath: string
  readonly embedder: EmbedderChoice
  readonly reranker: { readonly folder: string; readonly depth: number } | null
  readonly thresholds: Thresholds
}

export type WorkbenchRequest =
  | { readonly kind: 'job'; readonly id: number; readonly job: WorkbenchJob }
  | { readonly kind: 'cancel'; readonly id: number }

export type WorkbenchReport =
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly id: number; readonly result: WorkbenchResult }
  | { readonly kind: 'cancelled'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
